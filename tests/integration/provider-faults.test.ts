import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { AgentDefinition } from '../../service/src/agents/runtime/agent.ts';
import type { RunEvent } from '../../service/src/domains/runs/contract.ts';
import type { GatePolicy } from '../../service/src/intelligence/gate.ts';
import { createIntelligence } from '../../service/src/intelligence/index.ts';
import { listPrices } from '../../service/src/intelligence/prices.ts';
import type { Route } from '../../service/src/intelligence/router.ts';
import { fail, ok } from '../../service/src/kernel/result.ts';
import { systemClock } from '../../service/src/kernel/world.ts';
import { createMemoryTroubles, noMetrics } from '../fakes/intelligence.ts';
import { createMemoryLedger } from '../fakes/ledger.ts';
import { ourProviders } from '../fakes/providers.ts';
import { startWire, type Wire, type WireRequest } from '../fakes/wire.ts';
import { describe as describePiece, makeAgent, silent, until } from './run-kit.ts';
import { useShops, type Shop } from './shops.ts';

const providers = await ourProviders();
const shops = useShops();
let wire: Wire;
/** how the servers behave; null: well. */
let behaviour: (request: WireRequest) => string | null = () => null;

beforeEach(async () => {
  behaviour = () => null;
  wire = await startWire({ behaviour: (request) => behaviour(request), usage: { input: 100, output: 50 } });
});
afterEach(() => wire.close());

const answerSchema = z.object({ text: z.string() });

/** Asks its model for a description; with the built-in writer it writes by rule. */
const writing: AgentDefinition = makeAgent('describe', async (task, context) => {
  if (!context.writer.model) return describePiece(task, context);
  const prompt = `Describe ${task.target.title}`;
  const written = await context.writer.write({ system: 'Write.', prompt, schema: answerSchema, schemaName: 'piece' });
  if (!written.ok) return fail(written.error);
  return ok({
    kind: 'proposal',
    changes: [{ field: 'description', after: `<p>${written.value.value.text} ${task.target.title}</p>` }],
    rationale: 'It had none.',
    evidence: [],
    author: context.writer.model,
    cost: written.value.cost,
    needs: [],
  });
});

const routeTo = (provider: 'openai' | 'anthropic', fallback?: Route): Route => ({
  ...{ kind: 'model', provider, model: `${provider}-model`, key: `sk-${provider}-key` },
  baseUrl: provider === 'anthropic' ? wire.url : `${wire.url}/v1`,
  ...(fallback ? { fallback } : {}),
});

interface Opened extends Shop {
  ledger: ReturnType<typeof createMemoryLedger>;
  troubles: ReturnType<typeof createMemoryTroubles>;
  events(): Promise<RunEvent[]>;
}

async function open(products: number, route: Route, gatePolicy: Partial<GatePolicy> = {}): Promise<Opened> {
  const ledger = createMemoryLedger();
  const troubles = createMemoryTroubles();
  const intelligence = createIntelligence({
    providers,
    routes: { forTask: async () => route, forProvider: async () => route },
    prices: { ...listPrices(providers.list()), find: () => ({ input: 2, output: 10 }) },
    ...{ ledger, troubles, gatePolicy, clock: systemClock, logger: silent, metrics: noMetrics, fetch },
  });
  const shop = await shops.open({
    products,
    agents: [{ ...writing, taskType: 'product_copy' }, makeAgent('other', describePiece)],
    writerFor: ({ siteId, ...request }) => intelligence.createWriter({ site: siteId, ...request }),
  });
  const events = async (): Promise<RunEvent[]> => (await shop.kit.runs.service.events(shop.site, { after: 0, limit: 500 })).events;
  return { ...shop, ledger, troubles, events };
}

const to = (provider: string) => wire.requests.filter(({ model }) => model === `${provider}-model`);

test.each(['openai', 'anthropic'] as const)(
  'F2 429 from %s: the run waits as long as Retry-After says, tells so, holds no worker, and fails nothing',
  async (provider) => {
    const { start, ended, read, events } = await open(6, routeTo(provider));
    behaviour = ({ model }) => (model === `${provider}-model` && to(provider).length <= 4 ? 'rate-limit-2s' : null);
    const run = await start('all');
    const waiting = await until(async () => (await read(run)).waiting);
    expect(waiting).toMatchObject({
      provider: provider === 'openai' ? 'OpenAI' : 'Anthropic',
      reason: expect.stringContaining('slow down'),
    });
    // while it waits, all workers are free for others
    const other = await ended(await start('all', 'other'));
    expect(other.status).toBe('completed');
    expect((await read(run)).progress.done).toBe(0);
    const done = await ended(run, 20_000);
    expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 6 }, waiting: null });
    const told = (await events()).filter((event) => event.type === 'waiting');
    expect(told[0]).toMatchObject({ run, waiting: { until: waiting.until }, progress: { done: 0, total: 6 } });
    expect(told.length).toBeLessThanOrEqual(2);
    // the first calls and one good one a piece: nobody asked again before the time
    expect(to(provider).length).toBeLessThanOrEqual(4 + 6);
    expect(to(provider)[4]!.at - to(provider)[0]!.at).toBeGreaterThanOrEqual(2000);
  },
  40_000,
);

test('F2 a pause of a day is not waited for: the piece fails with the hours and the next step', async () => {
  const { start, ended } = await open(2, routeTo('openai'));
  behaviour = () => 'rate-limit-day';
  const done = await ended(await start('all'));
  expect(done.status).toBe('failed');
  expect(done.report['1']!.message).toMatch(/pause of 24 hours.*choose another writer/s);
});

test.each([
  ['unauthorised', 'auth', /does not accept the key/],
  ['spend-limit', 'spend-limit', /no credit left/],
  ['spend-limit-429', 'spend-limit', /no credit left/],
])('F2 %s: no retry, each piece fails with the cause, the owner is told, and other agents go on', async (how, code, words) => {
  const { start, ended, troubles, site } = await open(12, routeTo('anthropic'));
  behaviour = () => how;
  const done = await ended(await start('all'));
  expect(done).toMatchObject({ status: 'failed', outcomes: { failed: 12 }, cost: { amount: 0 } });
  for (const { message } of Object.values(done.report)) expect(message).toMatch(words);
  // those under way at once; no other piece tried the same key again
  expect(to('anthropic').length).toBeLessThanOrEqual(4);
  expect(troubles.noted.get(`${site} anthropic`)).toMatchObject({ code, said: expect.any(String), next: expect.any(String) });
  expect(await ended(await start('all', 'other'))).toMatchObject({ status: 'completed' });
});

test('F3 500 again and again opens the breaker: the run waits, others go on, one probe at a time, and all pieces are worked in the end', async () => {
  const { start, ended, read } = await open(10, routeTo('openai'), { breakMs: 1500, probeMs: 300 });
  let down = true;
  behaviour = () => (down ? '500' : null);
  const run = await start('all');
  await until(async () => (await read(run)).waiting);
  const called = to('openai').length;
  expect(called).toBeLessThanOrEqual(5 + 3);
  expect(await ended(await start('all', 'other'))).toMatchObject({ status: 'completed' });
  expect(to('openai').length - called).toBeLessThanOrEqual(2);
  down = false;
  expect(await ended(run, 40_000)).toMatchObject({ status: 'completed', outcomes: { proposal: 10 } });
}, 60_000);

test.each<[string, () => Route, string, RegExp]>([
  ['another provider', () => routeTo('anthropic'), 'anthropic', /^Anthropic \(anthropic-model\) stood in for OpenAI: /],
  ['the built-in writer', () => ({ kind: 'builtin' }), 'builtin', /^The built-in writer stood in for OpenAI: /],
])(
  'F3 with %s allowed to stand in, the rest of the run is written by it, and each proposal says so',
  async (_name, fallback, author, words) => {
    const { start, ended, inbox } = await open(10, routeTo('openai', fallback()));
    behaviour = ({ model }) => (model === 'openai-model' ? '529' : null);
    const run = await start('all');
    const done = await ended(run, 30_000);
    expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 10 } });
    await until(async () => inbox.of(run).proposals.length === 10);
    for (const { payload } of inbox.of(run).proposals) {
      expect(payload).toMatchObject({ author: { provider: author } });
      expect('rationale' in payload && payload.rationale.replace('It had none. ', '')).toMatch(words);
    }
    expect(done.report['1']!.message).toContain('stood in for OpenAI');
    expect(to('openai').length).toBeLessThanOrEqual(5 + 3);
  },
  40_000,
);

test('F2 a refused key with a stand-in: no piece fails, and the owner is told all the same', async () => {
  const { start, ended, troubles } = await open(6, routeTo('openai', routeTo('anthropic')));
  behaviour = ({ model }) => (model === 'openai-model' ? 'unauthorised' : null);
  const done = await ended(await start('all'));
  expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 6 } });
  expect([...troubles.noted.values()]).toMatchObject([{ provider: 'openai', code: 'auth' }]);
});

test('F1 a call that is cut off and tried again is booked once a real call: held where nobody told the cost, known where they did', async () => {
  const { start, ended, ledger } = await open(1, routeTo('openai'));
  const faults = ['reset', 'cut'];
  behaviour = () => faults.shift() ?? null;
  const done = await ended(await start('all'), 20_000);
  expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 1 }, cost: { tokens: { input: 100, output: 50 } } });
  expect(wire.requests.length).toBe(3);
  expect(ledger.calls.map(({ settled }) => [settled?.outcome, settled?.release, settled?.tokens.output])).toEqual([
    ['failed', false, 0],
    ['failed', false, 0],
    ['ok', true, 50],
  ]);
}, 30_000);

test('a cancelled run aborts the call under way: the server sees the connection close', async () => {
  const { start, ended, kit, site } = await open(3, routeTo('anthropic'));
  behaviour = () => 'stall';
  const run = await start('all');
  await until(async () => to('anthropic').length === 3);
  expect((await kit.runs.service.cancel(site, run)).ok).toBe(true);
  await until(async () => to('anthropic').every(({ closedEarly }) => closedEarly), 2000);
  expect(await ended(run)).toMatchObject({ status: 'cancelled', progress: { done: 0, total: 3 } });
});

test('a cancelled run that waits for its provider ends at once, and calls nothing later', async () => {
  const { start, ended, read, kit, site } = await open(3, routeTo('openai'));
  behaviour = () => 'rate-limit-2s';
  const run = await start('all');
  await until(async () => (await read(run)).waiting);
  await kit.runs.service.cancel(site, run);
  expect(await ended(run, 3000)).toMatchObject({ status: 'cancelled' });
  const called = wire.requests.length;
  await new Promise((resolve) => setTimeout(resolve, 3500));
  expect(wire.requests.length).toBe(called);
}, 20_000);
