import { Document } from '@gltf-transform/core';
import sharp from 'sharp';
import { ok, type Failure, type Result } from '../../kernel/result.ts';
import { writeGlb } from '../optimise/io.ts';
import type { Renderer } from '../types.ts';
import { applyFinish } from './apply.ts';
import type { FinishName } from './contract.ts';
import { presets } from './presets.ts';

const radius = 0.05;
const [around, down] = [96, 64];

/** A ball as a grid around its axis: points, normals, texture coordinates and triangles. */
function ball(): {
  points: Float32Array<ArrayBuffer>;
  normals: Float32Array<ArrayBuffer>;
  uvs: Float32Array<ArrayBuffer>;
  indices: Uint16Array<ArrayBuffer>;
} {
  const [normals, uvs, indices]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row <= down; row++)
    for (let column = 0; column <= around; column++) {
      const [theta, phi] = [(column / around) * 2 * Math.PI, (row / down) * Math.PI];
      normals.push(-Math.cos(theta) * Math.sin(phi), Math.cos(phi), Math.sin(theta) * Math.sin(phi));
      uvs.push((column / around) * 4, (row / down) * 2);
      const at = row * (around + 1) + column;
      if (row < down && column < around) indices.push(at, at + around + 1, at + 1, at + 1, at + around + 1, at + around + 2);
    }
  return {
    points: Float32Array.from(normals, (value) => value * radius),
    normals: new Float32Array(normals),
    uvs: new Float32Array(uvs),
    indices: new Uint16Array(indices),
  };
}

/** A ball of ten centimetres in a finish, in the colour of its swatch. */
export function swatchGlb(name: FinishName): Promise<Uint8Array> {
  const document = new Document();
  const buffer = document.createBuffer();
  const { points, normals, uvs, indices } = ball();
  const accessor = (
    type: 'VEC2' | 'VEC3' | 'SCALAR',
    array: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>,
  ): ReturnType<Document['createAccessor']> => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const material = document.createMaterial(name).setBaseColorFactor([...presets[name].swatch, 1]);
  applyFinish(document, material, presets[name]);
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', points))
    .setAttribute('NORMAL', accessor('VEC3', normals))
    .setAttribute('TEXCOORD_0', accessor('VEC2', uvs))
    .setIndices(accessor('SCALAR', indices))
    .setMaterial(material);
  const node = document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive));
  document.getRoot().setDefaultScene(document.createScene(name).addChild(node));
  return writeGlb(document);
}

/** The picture of a finish, WebP, `pixels` square with a transparent background. */
export async function drawSwatch(
  name: FinishName,
  { renderer, pixels, signal }: { renderer: Renderer; pixels: number; signal: AbortSignal },
): Promise<Result<Uint8Array, Failure>> {
  const drawn = await renderer.render(
    { glb: await swatchGlb(name), views: [{ theta: 20, phi: 78, distance: 1.1 }], pixels: pixels * 4 },
    signal,
  );
  if (!drawn.ok) return drawn;
  const picture = sharp(drawn.value[0])
    .trim({ threshold: 1 })
    .resize(pixels, pixels, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } });
  return ok(new Uint8Array(await picture.webp({ quality: 82, effort: 6 }).toBuffer()));
}
