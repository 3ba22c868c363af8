import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { NodeIO, type Document } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { getBounds } from '@gltf-transform/functions';
import sharp from 'sharp';
import { validate } from '../../src/pipeline/gltf/validate.ts';
import { modelPictures, modelPieces, sampleModels, type SampleModel } from './index.ts';
import { ring } from './ring.ts';

/** Width, height and depth in metres. */
const sizes: Record<string, [number, number, number]> = {
  'sapphire-ring': [0.0203, 0.0252, 0.0067],
  'top-handle-bag': [0.247, 0.291, 0.131],
  'silk-scarf': [0.59, 0.777, 0.214],
};

const read = (glb: Uint8Array): Promise<Document> => new NodeIO().registerExtensions(ALL_EXTENSIONS).readBinary(glb);

const built = new Map<string, Promise<Uint8Array>>();
const build = (model: SampleModel): Promise<Uint8Array> => {
  const glb = built.get(model.name) ?? model.build();
  built.set(model.name, glb);
  return glb;
};

describe.each(sampleModels.map((model) => [model.name, model] as const))('%s', (name, model) => {
  test('is a valid glTF of true size within the budget, with normals of length 1, standing on the ground', async () => {
    const glb = await build(model);
    expect(await validate(glb, () => null)).toEqual([]);
    expect(glb.length).toBeLessThan(6_000_000);
    const document = await read(glb);
    const { min, max } = getBounds(document.getRoot().listScenes()[0]!);
    sizes[name]!.forEach((size, axis) =>
      expect([axis, Math.abs(max[axis]! - min[axis]! - size) < 0.06 * size + 0.002, max[axis]! - min[axis]!]).toEqual([
        axis,
        true,
        expect.any(Number),
      ]),
    );
    expect(Math.abs(min[1]!)).toBeLessThan(0.004);
    const primitives = document
      .getRoot()
      .listMeshes()
      .flatMap((mesh) => mesh.listPrimitives());
    const triangles = primitives.reduce((sum, primitive) => sum + primitive.getIndices()!.getCount() / 3, 0);
    expect(triangles).toBeGreaterThan(8_000);
    expect(triangles).toBeLessThan(130_000);
  }, 60_000);

  test('belongs to a sample piece with a picture of its own', () => {
    const piece = modelPieces.find(({ sku }) => sku === model.sku)!;
    expect(piece.title).toBe(model.title);
    for (const { file } of piece.pictures) expect(existsSync(path.join(modelPictures, file))).toBe(true);
  });
});

test('the same code builds the same bytes', async () => {
  const [one, two] = [await ring(), await ring()].map((glb) => createHash('sha256').update(glb).digest('hex'));
  expect(one).toBe(two);
}, 60_000);

test('the bag has two colourways, each with leather, edges, thread and metal of its own', async () => {
  const document = await read(await build(sampleModels.find(({ category }) => category === 'bag')!));
  const lists = document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives())
    .map((primitive) => primitive.getExtension<never>('KHR_materials_variants'));
  expect(lists.filter(Boolean)).toHaveLength(4);
  expect(
    document
      .getRoot()
      .listMaterials()
      .map((material) => material.getName())
      .filter((material) => /Midnight/.test(material)),
  ).toHaveLength(4);
}, 60_000);

test('the stones are polished metal under a clear coat, with traced pictures of what is seen in them: every viewer and phone draws these', async () => {
  const document = await read(await build(sampleModels.find(({ category }) => category === 'ring')!));
  for (const name of ['Sapphire', 'Diamond']) {
    const material = document
      .getRoot()
      .listMaterials()
      .find((one) => one.getName() === name)!;
    expect(material.getMetallicFactor()).toBe(1);
    expect(material.listExtensions().map(({ extensionName }) => extensionName)).toEqual(['KHR_materials_clearcoat']);
    // Facets are told apart by light: a dull, even picture would be a pebble.
    const { channels } = await sharp(material.getBaseColorTexture()!.getImage()!).stats();
    const normals = await sharp(material.getNormalTexture()!.getImage()!).stats();
    expect(channels[2]!.stdev).toBeGreaterThan(20);
    expect(normals.channels[0]!.stdev).toBeGreaterThan(15);
    expect(normals.channels[2]!.min).toBeGreaterThan(127);
  }
}, 60_000);
