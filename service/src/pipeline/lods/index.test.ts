import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { sheet } from '../../../../tests/fakes/textured.ts';
import { glbIo } from '../optimise/io.ts';
import { makeLods } from './index.ts';

test('lighter copies have about half and a fifth of the triangles, and textures of at most 1024 and 512 pixels', async () => {
  const imported = await sheet({ size: 1100, cells: 60 });
  const parts: number[] = [];
  const files = await makeLods(imported, {
    viewerBytes: Infinity,
    signal: new AbortController().signal,
    progress: (part) => parts.push(part),
  });
  expect(files.map(({ artefact }) => artefact.name)).toEqual(['lod-1.glb', 'lod-2.glb']);
  const [half, fifth] = files.map(({ artefact }) => artefact.triangles! / 7200) as [number, number];
  expect(half).toBeLessThanOrEqual(0.55);
  expect(fifth).toBeLessThanOrEqual(0.25);
  expect(files[1]!.bytes.byteLength).toBeLessThan(files[0]!.bytes.byteLength);
  for (const [index, edge] of [1024, 512].entries()) {
    const document = await (await glbIo()).readBinary(new Uint8Array(files[index]!.bytes));
    const { width } = await sharp(document.getRoot().listTextures()[0]!.getImage()!).metadata();
    expect(width).toBe(edge);
  }
  expect(parts).toEqual([0.5, 1]);
}, 180_000);

test('a copy that is hardly lighter than the model itself is not made', async () => {
  const imported = await sheet({ size: 64, cells: 20 });
  const signal = new AbortController().signal;
  const all = await makeLods(imported, { viewerBytes: Infinity, signal, progress: () => undefined });
  const viewerBytes = all[0]!.bytes.byteLength;
  const files = await makeLods(imported, { viewerBytes, signal, progress: () => undefined });
  expect(all).toHaveLength(2);
  expect(files.map(({ artefact }) => artefact.name)).toEqual(['lod-2.glb']);
}, 60_000);
