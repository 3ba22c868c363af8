import type { Document, Material, Texture, vec3, vec4 } from '@gltf-transform/core';
import { metalRough } from '@gltf-transform/functions';
import sharp from 'sharp';
import type { Note } from '../contract.ts';
import { pixelLimit } from '../limits.ts';

const nameOf = (material: Material): string | null => material.getName() || null;

/** KHR_materials_pbrSpecularGlossiness, which viewers no longer draw, becomes metal and roughness. */
export async function repairSpecularGlossiness(document: Document): Promise<Note[]> {
  const old = document
    .getRoot()
    .listMaterials()
    .filter((material) => material.getExtension('KHR_materials_pbrSpecularGlossiness'));
  if (old.length === 0) return [];
  await document.transform(metalRough());
  return old.map((material) => ({
    code: 'specular-glossiness',
    message: 'The material was given as specular and glossiness and became metal and roughness.',
    where: nameOf(material),
  }));
}

const clamp = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 1);

/** Factors outside 0 to 1 are brought back into it (glTF 2.0, section 5.22). */
export function repairFactors(document: Document): Note[] {
  const notes: Note[] = [];
  for (const material of document.getRoot().listMaterials()) {
    const before = JSON.stringify([
      material.getBaseColorFactor(),
      material.getMetallicFactor(),
      material.getRoughnessFactor(),
      material.getEmissiveFactor(),
    ]);
    material.setBaseColorFactor(material.getBaseColorFactor().map(clamp) as vec4);
    material.setEmissiveFactor(material.getEmissiveFactor().map(clamp) as vec3);
    material.setMetallicFactor(clamp(material.getMetallicFactor())).setRoughnessFactor(clamp(material.getRoughnessFactor()));
    const after = JSON.stringify([
      material.getBaseColorFactor(),
      material.getMetallicFactor(),
      material.getRoughnessFactor(),
      material.getEmissiveFactor(),
    ]);
    if (before !== after)
      notes.push({ code: 'factor-range', message: 'Factors outside 0 to 1 were brought back into it.', where: nameOf(material) });
  }
  return notes;
}

/** What is marked as see-through and nowhere is: as opaque it is drawn in the right order and casts its shadow. */
export async function repairAlpha(document: Document): Promise<Note[]> {
  const notes: Note[] = [];
  const seen = new Map<Texture, boolean>();
  for (const material of document.getRoot().listMaterials()) {
    if (
      material.getAlphaMode() !== 'BLEND' ||
      material.getBaseColorFactor()[3] < 0.999 ||
      material.getExtension('KHR_materials_transmission')
    )
      continue;
    const texture = material.getBaseColorTexture();
    if (texture && !seen.has(texture)) seen.set(texture, await isOpaque(texture));
    if ((texture && !seen.get(texture)) || seesThroughVertices(document, material)) continue;
    material.setAlphaMode('OPAQUE');
    notes.push({
      code: 'alpha-opaque',
      message: 'The material was marked as see-through and is nowhere; it was made opaque.',
      where: nameOf(material),
    });
  }
  return notes;
}

async function isOpaque(texture: Texture): Promise<boolean> {
  const image = texture.getImage();
  return image ? (await sharp(image, { limitInputPixels: pixelLimit, failOn: 'none' }).stats()).isOpaque : true;
}

const seesThroughVertices = (document: Document, material: Material): boolean =>
  document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives())
    .some((primitive) => {
      const colours = primitive.getMaterial() === material ? primitive.getAttribute('COLOR_0') : null;
      if (!colours || colours.getElementSize() < 4) return false;
      const element: number[] = [];
      for (let index = 0; index < colours.getCount(); index++) if (colours.getElement(index, element)[3]! < 0.999) return true;
      return false;
    });
