import { expect, test } from '@jest/globals';
import type { Document } from '@gltf-transform/core';
import { addTriangles, triangle, writeGlb } from '../../../../tests/fakes/models-3d.ts';
import { apart } from './apart.ts';
import { isLarge } from './count.ts';
import { encoders, type Encoder } from './encoders.ts';
import { prepare } from './prepare.ts';
import { tidy } from './tidy.ts';

test.each(Object.keys(encoders) as Encoder[])('a thread of its own makes with %s what this one makes', async (encoder) => {
  const glb = await writeGlb(triangle());
  expect(Buffer.from(await apart({ kind: 'pack', encoder, glb })).equals(await encoders[encoder](glb))).toBe(true);
});

test('what goes wrong in the thread is told', async () => {
  await expect(apart({ kind: 'pack', encoder: 'draco', glb: Uint8Array.of(1, 2, 3) })).rejects.toThrow();
});

/** Waves of `side`² squares beside a plain triangle, each with a material and a node by name. */
function waves(side: number): Document {
  const document = triangle();
  const height = (x: number, y: number): number => Math.sin(x / 9) * Math.cos(y / 7);
  const positions: number[] = [];
  for (let x = 0; x < side; x++)
    for (let y = 0; y < side; y++)
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [0, 1],
      ] as const)
        // prettier-ignore
        positions.push(x + dx, height(x + dx, y + dy), y + dy);
  const mesh = addTriangles(document, positions, document.createMaterial('sea').setBaseColorFactor([0, 0.2, 0.6, 1]));
  document
    .getRoot()
    .listScenes()[0]!
    .addChild(document.createNode('waves').setMesh(mesh).setExtras({ depth: 3 }));
  return document;
}

test('a large document is prepared in a thread as it would be here, and stays as it was itself', async () => {
  const document = waves(180);
  expect([isLarge(triangle()), isLarge(document)]).toEqual([false, true]);
  const before = await writeGlb(document);
  const wish = { keep: new Set(['waves']), error: 0.001, ratio: 0.5 };
  const [there, here] = [await prepare(document, wish), await tidy(document, wish)];
  expect(Buffer.from(await writeGlb(there)).equals(await writeGlb(here))).toBe(true);
  expect(Buffer.from(await writeGlb(document)).equals(before)).toBe(true);
  expect(there.getRoot().listNodes().map((node) => [node.getName(), node.getExtras()])).toContainEqual(['waves', { depth: 3 }]); // prettier-ignore
});
