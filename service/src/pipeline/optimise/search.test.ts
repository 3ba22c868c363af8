import { expect, test } from '@jest/globals';
import { ok } from '../../kernel/result.ts';
import type { Gate } from './gate.ts';
import { search, type Tried } from './search.ts';

interface Run {
  tried: number[];
  found: Tried;
}

/** A model whose similarity grows by 0.001 with each step of quality from `base` on; its bytes are its quality. */
async function run(base: number, threshold: number, textures = 1): Promise<Run> {
  const tried: number[] = [];
  const candidate = (raise: number): Promise<{ glb: Uint8Array; encoder: 'draco'; notes: []; textures: number }> => {
    tried.push(raise);
    return Promise.resolve({ glb: new Uint8Array(100 + raise), encoder: 'draco', notes: [], textures });
  };
  const gate: Gate = {
    threshold,
    judge: (glb, raised) => {
      const ssim = base + (glb.byteLength - 100) * 0.001;
      return Promise.resolve(
        ok({
          similarity: { ssim, least: ssim, views: 3, pixels: 768, gate: threshold, raised },
          small: { ssim, floor: 0 },
          passed: ssim >= threshold,
        }),
      );
    },
  };
  const found = await search(candidate, gate, { signal: new AbortController().signal, progress: () => undefined });
  if (!found.ok) throw new Error(found.error.message);
  return { tried, found: found.value };
}

test('quality goes up by six until it passes, then down to the least that does', async () => {
  const { tried, found } = await run(0.95, 0.9575);
  expect(tried.slice(0, 3)).toEqual([0, 6, 12]);
  expect(found.raise).toBe(8);
  expect(found.verdict).toMatchObject({ passed: true, similarity: { raised: 2 } });
  expect(tried.length).toBeLessThanOrEqual(5);
});

test('where the first try passes easily, less is tried, and the least that passes is taken', async () => {
  expect((await run(0.99, 0.95)).found.raise).toBe(-12);
  const { tried, found } = await run(0.955, 0.95);
  expect(tried.slice(0, 2)).toEqual([0, -12]);
  expect(found.raise).toBeLessThanOrEqual(-4);
  expect(found.verdict.passed).toBe(true);
});

test('a try that passes narrowly is taken as it is', async () => {
  expect((await run(0.951, 0.95)).tried).toEqual([0]);
});

test('after three raises the best is handed on as missed', async () => {
  const { tried, found } = await run(0.5, 0.95);
  expect(tried).toEqual([0, 6, 12, 18]);
  expect(found.verdict.passed).toBe(false);
});

test('without textures there is nothing to search', async () => {
  expect((await run(0.99, 0.95, 0)).tried).toEqual([0]);
  expect((await run(0.5, 0.95, 0)).tried).toEqual([0]);
});
