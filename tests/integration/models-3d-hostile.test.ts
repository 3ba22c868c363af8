import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hostile, type Hostile } from '../fakes/hostile/index.ts';
import { openBed, waitFor, type Bed } from './model-bed.ts';
import { ask, form, settled } from './model-kit.ts';

/** FAULTS.md: what is hostile takes at most so much memory before it is refused. */
const mostMb = 512;

let bed: Bed;
beforeAll(async () => {
  bed = await openBed({ MODEL_MAX_MB: '64', MODEL_QUOTA_MB: '2000' });
}, 60_000);
afterAll(() => bed.stop());

/** What the log says of the model's process. */
const peakOf = (model: string): number =>
  bed.running.log
    .map((line) => JSON.parse(line) as { model?: string; peakMb?: number })
    .filter((line) => line.model === model)
    .reduce((most, { peakMb = 0 }) => Math.max(most, peakMb), 0);

async function send({ file, bytes, ends }: Hostile): Promise<void> {
  const answer = await ask(
    bed,
    'POST',
    '3d/models/upload',
    form({ name: file, bytes: bytes() }, { options: JSON.stringify({ turntable: false }) }),
  );
  if (typeof ends === 'number') {
    expect(answer.status).toBe(ends);
    expect(answer.json['next']).toBeTruthy();
    return;
  }
  expect([answer.status, answer.json['code']]).toEqual([202, undefined]);
  const id = answer.json['id'] as unknown as string;
  const model = await settled(bed, id);
  const problem = model['problem'] as unknown as { code: string; next: string } | null;
  if (ends === 'done') expect([model['status'], problem]).toEqual(['done', null]);
  else {
    expect([model['status'], ends]).toEqual(['refused', expect.arrayContaining([problem?.code])]);
    expect(problem?.next).toMatch(/\.$/);
    expect(peakOf(id)).toBeLessThan(mostMb);
  }
  expect(JSON.stringify(model).length).toBeLessThan(100_000);
  expect((await ask(bed, 'DELETE', `3d/models/${id}`)).status).toBe(204);
}

for (const one of hostile) test(`${one.row} on the running service: ${one.what} ${ends(one)}`, () => send(one), 120_000);

function ends({ ends: how }: Hostile): string {
  if (how === 'done') return 'does no harm';
  return `is ${typeof how === 'number' ? how : 'refused'}`;
}

test('C8 after all of them the service is alive and nothing of them stays', async () => {
  expect((await fetch(`${bed.service}/health/live`)).status).toBe(200);
  await waitFor(() => bed.leftovers().length === 0);
  expect([bed.leftovers(), bed.stored()]).toEqual([[], []]);
});
