import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { NodeIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS, type Sheen, type Transmission, type Volume } from '@gltf-transform/extensions';
import sharp from 'sharp';
import { triangle, writeGlb } from '../../../../tests/fakes/models-3d.ts';
import { validate } from '../gltf/validate.ts';
import { ok } from '../../kernel/result.ts';
import type { Renderer } from '../types.ts';
import { finishNames } from './contract.ts';
import { applyFinishes } from './index.ts';
import { drawSwatch, swatchGlb } from './swatch.ts';

test('every finish is written as glTF that the validator takes, and reads back', async () => {
  for (const finish of finishNames) {
    const document = triangle();
    expect(applyFinishes(document, { cloth: finish })).toEqual({
      repaired: [{ code: 'finish', message: expect.stringContaining(finish), where: 'cloth' }],
      warnings: [],
    });
    const glb = await writeGlb(document);
    expect([finish, await validate(glb, () => null)]).toEqual([finish, []]);
    const again = await new NodeIO().registerExtensions(ALL_EXTENSIONS).readBinary(glb as Uint8Array<ArrayBuffer>);
    expect(again.getRoot().listMaterials()[0]!.getMetallicFactor()).toBe(finish === 'gold' || finish === 'silver' ? 1 : 0);
  }
});

test('cloth keeps its colour and shines in it, metal brings its own, a stone lets its colour through', () => {
  const dyed = (finish: string): ReturnType<typeof triangle> => {
    const document = triangle();
    document.getRoot().listMaterials()[0]!.setBaseColorFactor([0.1, 0, 0.4, 1]);
    applyFinishes(document, { cloth: finish });
    return document;
  };
  const materialOf = (finish: string) => dyed(finish).getRoot().listMaterials()[0]!;
  const velvet = materialOf('velvet');
  const [red, green, blue] = velvet.getExtension<Sheen>('KHR_materials_sheen')!.getSheenColorFactor();
  expect(velvet.getBaseColorFactor()).toEqual([0.1, 0, 0.4, 1]);
  expect(blue).toBeGreaterThan(red);
  expect(red).toBeGreaterThan(green);
  expect(materialOf('gold').getBaseColorFactor()).toEqual([1, 0.782, 0.344, 1]);
  const stone = materialOf('gemstone');
  expect(stone.getExtension<Transmission>('KHR_materials_transmission')!.getTransmissionFactor()).toBe(1);
  expect(stone.getExtension<Volume>('KHR_materials_volume')!.getAttenuationColor()).toEqual([0.1, 0, 0.4]);
});

test('a finish that does not exist, or for a material that does not, is told of and changes nothing', () => {
  const document = triangle();
  const { repaired, warnings } = applyFinishes(document, { cloth: 'chrome', lining: 'silk' });
  expect([repaired, warnings.map(({ code, where }) => [code, where])]).toEqual([
    [],
    [
      ['finish-unknown', 'cloth'],
      ['finish-material', 'lining'],
    ],
  ]);
  expect(document.getRoot().listExtensionsUsed()).toEqual([]);
});

test('every finish has its swatch picture for the screen, drawn of a valid model', async () => {
  const asked: Uint8Array[] = [];
  const drawn = await sharp({ create: { width: 64, height: 64, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 1 } } })
    .extend({ top: 8, left: 8, bottom: 8, right: 8, background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer();
  const renderer: Renderer = { render: async ({ glb }) => (asked.push(glb), ok([new Uint8Array(drawn)])) };
  const swatch = await drawSwatch('silk', { renderer, pixels: 48, signal: new AbortController().signal });
  expect(swatch.ok && (await sharp(swatch.value).metadata())).toMatchObject({ format: 'webp', width: 48, height: 48 });
  expect(await validate(asked[0]!, () => null)).toEqual([]);
  for (const name of finishNames) {
    expect((await validate(await swatchGlb(name), () => null)).map(({ code }) => code)).toEqual([]);
    expect([name, existsSync(path.resolve(import.meta.dirname, `../../../../plugin/admin/models/swatches/${name}.webp`))]).toEqual([
      name,
      true,
    ]);
  }
}, 60_000);
