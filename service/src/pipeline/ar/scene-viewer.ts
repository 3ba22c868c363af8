import type { Document } from '@gltf-transform/core';
import { prune } from '@gltf-transform/functions';
import { materialOf } from '../baked/variants.ts';
import { makePlain, through } from './clear.ts';
import { writeGlb } from '../optimise/io.ts';
import { arPicture, type TextureWish } from './textures.ts';

/** Shows one colourway for good: Scene Viewer knows no variants. Changes the document. */
function settle(document: Document, variant: string | null): void {
  for (const mesh of document.getRoot().listMeshes())
    for (const primitive of mesh.listPrimitives()) primitive.setMaterial(materialOf(primitive, variant));
  const used = document.getRoot().listExtensionsUsed();
  used.find(({ extensionName }) => extensionName === 'KHR_materials_variants')?.dispose();
}

/** Whether a texture's transparency is shown by a material that uses it. */
function showsAlpha(document: Document): Set<unknown> {
  const materials = document
    .getRoot()
    .listMaterials()
    .filter((material) => material.getAlphaMode() !== 'OPAQUE');
  return new Set(materials.map((material) => material.getBaseColorTexture()));
}

/** A GLB of what every reader of glTF 2.0 takes: JPEG or PNG textures, nothing compressed or quantised, glass and gems as coloured, half-clear surfaces. Changes the document. */
export async function plainGlb(document: Document, wish: TextureWish & { variant: string | null }): Promise<Uint8Array> {
  settle(document, wish.variant);
  for (const material of document.getRoot().listMaterials()) makePlain(material);
  await document.transform(prune({ keepLeaves: true, keepAttributes: false }));
  const transparent = showsAlpha(document);
  for (const texture of document.getRoot().listTextures()) {
    if (!texture.getImage()) continue;
    const { bytes, media } = await arPicture(texture, transparent.has(texture), wish);
    texture.setImage(new Uint8Array(bytes)).setMimeType(media).setURI('');
  }
  for (const extension of document.getRoot().listExtensionsUsed()) {
    const { extensionName } = extension;
    if (extensionName.startsWith('EXT_texture_') || through.includes(extensionName)) extension.dispose();
  }
  return writeGlb(document);
}
