import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Product, SiteFacts } from '../../domains/catalogue/contract.ts';
import { ok } from '../../kernel/result.ts';
import type { AgentContext, AgentDefinition } from './agent.ts';
import { createAgentRuntime, createRegistry } from './index.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const product = (id: number, change: Partial<Product> = {}) => ({ id, title: `Piece ${id}`, hands_off: false, ...change }) as Product;
const site = { locale: 'de_DE', name: 'Shop' } as SiteFacts;

function runtimeWith(change: Partial<AgentDefinition>, products: Product[] = [product(1)]) {
  let reads = 0;
  const seen: AgentContext[] = [];
  const agent = {
    name: 'test',
    title: 'Test agent',
    output: 'proposals',
    taskType: null,
    risk: 'low',
    fields: [{ field: 'description', title: 'Description' }],
    options: z.object({}),
    allows: (field: string) => field === 'description',
    timeoutSeconds: 1,
    run: async (_task: unknown, context: AgentContext) => {
      seen.push(context);
      await context.catalogue.all();
      return ok({ kind: 'nothing' as const, message: 'Fine.' });
    },
    ...change,
  } as unknown as AgentDefinition;
  const runtime = createAgentRuntime({
    registry: createRegistry([agent]),
    catalogue: {
      facts: async () => site,
      post: async () => null,
      get: async (_site, id) => products.find((entry) => entry.id === id) ?? null,
      all: async () => {
        reads += 1;
        return products;
      },
    },
    settingsFor: async () => ({ language: null, brand_voice: { tone: 'warm', words: [], avoid: [], audience: '', note: '' } }),
    writerFor: () => Promise.reject(new Error('no model')),
    clock: { now: () => new Date() },
    logger: silent,
  });
  const work = (target: number, run = 'r1', signal = new AbortController().signal) =>
    runtime.work({ siteId: 's', run, agent: 'test', target, options: { mode: 'fill-empty' }, signal });
  return { runtime, work, seen, reads: () => reads };
}

test('a report calls a piece as the shop does: no tags, no entities, no endless lines', async () => {
  const { work } = runtimeWith({}, [product(1, { title: 'Knit &amp; Co <b>wool</b>' }), product(2, { title: 'wool '.repeat(12_000) })]);
  expect(await work(1)).toMatchObject({ title: 'Knit & Co wool' });
  const long = await work(2);
  expect(long.kind !== 'aborted' && long.title.length).toBe(200);
});

test('an agent gets the site’s language where the settings choose none, and the whole catalogue is read once a run', async () => {
  const { work, seen, reads } = runtimeWith({}, [product(1), product(2)]);
  expect(await work(1)).toMatchObject({ kind: 'nothing', title: 'Piece 1', message: 'Fine.' });
  await work(2);
  expect(reads()).toBe(1);
  await work(2, 'r2');
  expect(reads()).toBe(2);
  expect(seen[0]).toMatchObject({ language: 'de_DE', brandVoice: { tone: 'warm' }, writer: { model: null } });
});

test('a piece marked "hands off" is not even shown to an agent that proposes, and is to one that reports', async () => {
  let runs = 0;
  const run: AgentDefinition['run'] = async () => {
    runs += 1;
    return ok({ kind: 'nothing', message: 'Looked.' });
  };
  const products = [product(1, { hands_off: true })];
  expect(await runtimeWith({ run }, products).work(1)).toMatchObject({
    kind: 'nothing',
    message: 'Marked "hands off": nothing was proposed.',
  });
  expect(runs).toBe(0);
  expect(await runtimeWith({ run, output: 'report' }, products).work(1)).toMatchObject({ kind: 'nothing', message: 'Looked.' });
});

test('an agent that heeds no signal is left behind at its time limit, and at once when the run is cancelled', async () => {
  const { work } = runtimeWith({ run: () => new Promise(() => undefined), timeoutSeconds: 0.05 });
  expect(await work(1)).toMatchObject({ kind: 'failed', retryable: true, message: '"Test agent" took longer than 0.05 seconds.' });
  const controller = new AbortController();
  const working = work(1, 'r1', controller.signal);
  controller.abort();
  expect(await working).toMatchObject({ kind: 'aborted' });
});

test('options that the agent does not know are refused before a run is made', () => {
  const { runtime } = runtimeWith({});
  expect(runtime.checkOptions('test', { mode: 'improve', fields: ['description'] })).toEqual({
    ok: true,
    value: { mode: 'improve', fields: ['description'] },
  });
  expect(runtime.checkOptions('test', { mode: 'improve', fields: ['price'] })).toMatchObject({
    ok: false,
    error: { code: 'options_not_valid', message: '"Test agent" does not work on price.' },
  });
});
