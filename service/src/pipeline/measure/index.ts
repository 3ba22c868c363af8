import type { Document, Material, Primitive, Texture } from '@gltf-transform/core';
import type { KHRMaterialsVariants } from '@gltf-transform/extensions';
import { getGLPrimitiveCount, listTextureInfoByMaterial, listTextureSlots } from '@gltf-transform/functions';
import type { Measurement } from '../contract.ts';
import { drawnBounds, drawnNodes, sizeOf, type Box } from './bounds.ts';

export { drawnBounds, drawnNodes } from './bounds.ts';

/** GL's mode of single triangles; strips and fans have higher numbers, points and lines lower ones. */
const triangles = 4;

const none: Box = { min: [0, 0, 0], max: [0, 0, 0] };

/** Everything that can be counted in a document, as it is drawn: a mesh that two nodes show counts twice. */
export function measure(document: Document): Measurement {
  const root = document.getRoot();
  const drawn = drawnNodes(document).flatMap((node) => node.getMesh()!.listPrimitives());
  const bounds = drawnBounds(document) ?? none;
  const [width, height, depth] = sizeOf(bounds);
  const surfaces = drawn.filter((primitive) => primitive.getMode() >= triangles);
  return {
    triangles: surfaces.reduce((sum, primitive) => sum + getGLPrimitiveCount(primitive), 0),
    vertices: drawn.reduce((sum, primitive) => sum + (primitive.getAttribute('POSITION')?.getCount() ?? 0), 0),
    drawCalls: drawn.length,
    meshes: root.listMeshes().length,
    nodes: root.listNodes().length,
    materials: root.listMaterials().map((material) => ({
      name: material.getName(),
      alpha: material.getAlphaMode(),
      doubleSided: material.getDoubleSided(),
      maps: mapsOf(document, material),
    })),
    textures: root.listTextures().map(pictureOf),
    skin: skinOf(document),
    clips: root.listAnimations().map((clip) => ({ name: clip.getName(), seconds: secondsOf(clip) })),
    variants: variantsOf(document),
    bounds,
    dimensions: { width, height, depth },
  };
}

function mapsOf(document: Document, material: Material): string[] {
  if (listTextureInfoByMaterial(material).length === 0) return [];
  const slots = document
    .getGraph()
    .listChildEdges(material)
    .flatMap((edge) => (isTexture(edge.getChild()) ? [edge.getName()] : []));
  return [...new Set(slots)].sort();
}

const isTexture = (property: { propertyType: string }): property is Texture => property.propertyType === 'Texture';

function pictureOf(texture: Texture): Measurement['textures'][number] {
  const [width, height] = pixelsOf(texture);
  return {
    name: texture.getName() || texture.getURI(),
    slots: listTextureSlots(texture),
    media: texture.getMimeType(),
    width,
    height,
    bytes: texture.getImage()?.byteLength ?? 0,
  };
}

/** By the picture's head; 0 × 0 where it has none that can be read. */
function pixelsOf(texture: Texture): [number, number] {
  try {
    return texture.getSize() ?? [0, 0];
  } catch {
    return [0, 0];
  }
}

/** The longest of a clip's samplers, in seconds. */
export function secondsOf(clip: ReturnType<ReturnType<Document['getRoot']>['listAnimations']>[number]): number {
  const ends = clip.listSamplers().map((sampler) => {
    const times = sampler.getInput();
    return times && times.getCount() > 0 ? times.getScalar(times.getCount() - 1) : 0;
  });
  return Math.max(0, ...ends);
}

function skinOf(document: Document): Measurement['skin'] {
  const skins = document.getRoot().listSkins();
  if (skins.length === 0) return null;
  const joints = Math.max(...skins.map((skin) => skin.listJoints().length));
  const sets = (primitive: Primitive): number => primitive.listSemantics().filter((name) => name.startsWith('WEIGHTS_')).length;
  const primitives = drawnNodes(document)
    .filter((node) => node.getSkin())
    .flatMap((node) => node.getMesh()!.listPrimitives());
  return {
    joints,
    influences: Math.max(0, ...primitives.map((primitive) => (sets(primitive) > 1 ? sets(primitive) * 4 : used(primitive)))),
  };
}

/** The most joints that move one vertex, of the first four. */
function used(primitive: Primitive): number {
  const weights = primitive.getAttribute('WEIGHTS_0');
  if (!weights) return 0;
  const element: number[] = [];
  let most = 0;
  for (let index = 0; index < weights.getCount() && most < 4; index++)
    most = Math.max(most, weights.getElement(index, element).filter((weight) => weight > 0).length);
  return most;
}

function variantsOf(document: Document): string[] {
  const extension = document
    .getRoot()
    .listExtensionsUsed()
    .find((one): one is KHRMaterialsVariants => one.extensionName === 'KHR_materials_variants');
  return extension
    ? extension.listProperties().flatMap((property) => (property.propertyType === 'Variant' ? [property.getName()] : []))
    : [];
}
