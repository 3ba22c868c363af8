import { expect, test } from '@jest/globals';
import { triangle, writeGlb } from '../../../../tests/fakes/models-3d.ts';
import { packApart } from './apart.ts';
import { encoders, type Encoder } from './encoders.ts';

test.each(Object.keys(encoders) as Encoder[])('a thread of its own makes with %s what this one makes', async (encoder) => {
  const glb = await writeGlb(triangle());
  expect(Buffer.from(await packApart(encoder, glb)).equals(await encoders[encoder](glb))).toBe(true);
});

test('what goes wrong in the thread is told', async () => {
  await expect(packApart('draco', Uint8Array.of(1, 2, 3))).rejects.toThrow();
});
