import type { Document, Material } from '@gltf-transform/core';
import { bake, type BakedPart } from '../baked/index.ts';
import { materialPrim } from './material.ts';
import { TextureFiles, type TextureWish } from './textures.ts';
import { writeCrate } from './crate/index.ts';
import { meshPrim } from './mesh.ts';
import { attribute, type Prim } from './prim.ts';
import { writeZip, type ZipEntry } from './zip.ts';

export interface UsdzWish extends TextureWish {
  /** the colourway; null: as the model comes. */
  variant: string | null;
}

/** A USDZ before it is packed: its layer's root and the pictures that the layer names. */
export interface Scene {
  root: Prim;
  pictures: ZipEntry[];
}

/** What is written as USDZ: the parts in one colourway, standing on the ground in the middle, and their materials. */
export async function sceneOf(document: Document, wish: UsdzWish): Promise<Scene> {
  const parts = grounded(bake(document, wish.variant));
  const files = new TextureFiles(wish);
  return { root: rootPrim(await prims(parts, files)), pictures: files.entries };
}

/** The package: one binary layer in metres, Y up, then the pictures. */
export const packScene = ({ root, pictures }: Scene): Uint8Array =>
  writeZip([{ name: 'model.usdc', data: writeCrate(root, { metersPerUnit: 1, upAxis: 'Y' }) }, ...pictures]);

export const usdzOf = async (document: Document, wish: UsdzWish): Promise<Uint8Array> => packScene(await sceneOf(document, wish));

async function prims(parts: readonly BakedPart[], files: TextureFiles): Promise<{ meshes: Prim[]; materials: Prim[] }> {
  const materials = new Map<Material, { prim: Prim; path: string }>();
  const meshes: Prim[] = [];
  for (const part of parts) {
    const { material, colours } = part;
    if (material && !materials.has(material)) {
      const path = `/Root/Materials/M${materials.size}`;
      materials.set(material, { path, prim: await materialPrim(material, path, files, colours ? mean(colours) : [1, 1, 1]) });
    }
    meshes.push(await meshPrim(part, `Mesh${meshes.length}`, material ? materials.get(material)! : null));
  }
  return { meshes, materials: [...materials.values()].map(({ prim }) => prim) };
}

/** The scene that Quick Look stands on a floor. */
function rootPrim({ meshes, materials }: { meshes: Prim[]; materials: Prim[] }): Prim {
  const scene: Prim = {
    type: 'Xform',
    name: 'Scene',
    metadata: { customData: { preliminary_collidesWithEnvironment: false, sceneName: 'Scene' }, sceneName: 'Scene' },
    properties: [
      attribute('token', 'preliminary:anchoring:type', 'plane'),
      attribute('token', 'preliminary:planeAnchoring:alignment', 'horizontal'),
    ],
    children: meshes,
  };
  return {
    type: 'Xform',
    name: 'Root',
    metadata: { kind: 'component' },
    children: [
      { type: 'Scope', name: 'Scenes', metadata: { kind: 'sceneLibrary' }, children: [scene] },
      { type: 'Scope', name: 'Materials', children: materials },
    ],
  };
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
