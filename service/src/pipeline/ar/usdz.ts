import type { Document, Material } from '@gltf-transform/core';
import { bake, type BakedPart } from '../baked/index.ts';
import { materialPrim } from './material.ts';
import { TextureFiles, type TextureWish } from './textures.ts';
import { layer, vectors, type Prim } from './usda.ts';
import { writeZip } from './zip.ts';

export interface UsdzWish extends TextureWish {
  /** the colourway; null: as the model comes. */
  variant: string | null;
}

/** Steps of a 65,536th of the model's size: as fine as 16-bit positions. */
const steps = 65_536;
const uvDecimals = 4;
const normalDecimals = 3;

/** What is written as USDZ: the parts in one colourway, standing on the ground in the middle, and their materials. */
export async function usdzOf(document: Document, wish: UsdzWish): Promise<Uint8Array> {
  const parts = grounded(bake(document, wish.variant));
  const files = new TextureFiles(wish);
  const materials = new Map<Material, Prim>();
  for (const { material, colours } of parts) {
    if (!material || materials.has(material)) continue;
    const path = `/Root/Materials/M${materials.size}`;
    materials.set(material, await materialPrim(material, path, files, colours ? mean(colours) : [1, 1, 1]));
  }
  const decimals = Math.max(0, Math.ceil(-Math.log10(largest(parts) / steps)));
  const meshes = parts.map((part, index) =>
    meshPrim(part, { index, decimals, material: part.material ? materials.get(part.material)! : null }),
  );
  const scene: Prim = {
    type: 'Xform',
    name: 'Scene',
    metadata: ['customData = {', 'bool preliminary_collidesWithEnvironment = 0', 'string sceneName = "Scene"', '}', 'sceneName = "Scene"'],
    lines: ['token preliminary:anchoring:type = "plane"', 'token preliminary:planeAnchoring:alignment = "horizontal"'],
    children: meshes,
  };
  const root: Prim = {
    type: 'Xform',
    name: 'Root',
    metadata: ['kind = "component"'],
    children: [
      { type: 'Scope', name: 'Scenes', metadata: ['kind = "sceneLibrary"'], children: [scene] },
      { type: 'Scope', name: 'Materials', children: [...materials.values()] },
    ],
  };
  const text = layer(root, ['defaultPrim = "Root"', 'metersPerUnit = 1', 'upAxis = "Y"']);
  return writeZip([{ name: 'model.usda', data: Buffer.from(text) }, ...files.entries]);
}

function meshPrim(
  { points, normals, uvs, indices, material: made }: BakedPart,
  { index, decimals, material }: { index: number; decimals: number; material: Prim | null },
): Prim {
  const vertex = ['(', 'interpolation = "vertex"', ')'];
  const lines = [
    ...(made?.getDoubleSided() ? ['uniform bool doubleSided = 1'] : []),
    `int[] faceVertexCounts = [${new Array(indices.length / 3).fill('3').join(',')}]`,
    `int[] faceVertexIndices = [${indices.join(',')}]`,
    `point3f[] points = ${vectors(points, 3, decimals)}`,
  ];
  if (normals) lines.push(`normal3f[] normals = ${vectors(normals, 3, normalDecimals)} ${vertex[0]}`, ...vertex.slice(1));
  for (const [set, values] of uvs.entries()) {
    // v runs down in glTF, t runs up in USD
    const upward = values.map((value, at) => (at % 2 === 1 ? 1 - value : value));
    const name = `primvars:st${set === 0 ? '' : set}`;
    lines.push(`texCoord2f[] ${name} = ${vectors(upward, 2, uvDecimals)} ${vertex[0]}`, ...vertex.slice(1));
  }
  lines.push('uniform token subdivisionScheme = "none"');
  if (material) lines.push(`rel material:binding = </Root/Materials/${material.name}>`);
  return { type: 'Mesh', name: `Mesh${index}`, ...(material ? { metadata: ['prepend apiSchemas = ["MaterialBindingAPI"]'] } : {}), lines };
}

type Extent = { min: [number, number, number]; max: [number, number, number] };

function extent(parts: readonly BakedPart[]): Extent {
  const box: Extent = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  for (const { points } of parts)
    for (let index = 0; index < points.length; index++) {
      const axis = index % 3;
      box.min[axis] = Math.min(box.min[axis]!, points[index]!);
      box.max[axis] = Math.max(box.max[axis]!, points[index]!);
    }
  return box;
}

const largest = (parts: readonly BakedPart[]): number => {
  const { min, max } = extent(parts);
  return Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2], 1e-6);
};

/** Quick Look puts the origin on the floor: the model's foot goes there, its middle above it. */
function grounded(parts: readonly BakedPart[]): BakedPart[] {
  const { min, max } = extent(parts);
  const move = [-(min[0] + max[0]) / 2, -min[1], -(min[2] + max[2]) / 2];
  return parts.map((part) => ({ ...part, points: part.points.map((value, index) => value + move[index % 3]!) }));
}

function mean(colours: Float32Array): number[] {
  const sum = [0, 0, 0];
  for (let index = 0; index < colours.length; index++) sum[index % 3]! += colours[index]!;
  return sum.map((value) => value / (colours.length / 3));
}
