import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createMemoryLedger, type MemoryLedger } from '../../../tests/fakes/ledger.ts';
import { createMemoryTroubles, noMetrics } from '../../../tests/fakes/intelligence.ts';
import { ourProviders } from '../../../tests/fakes/providers.ts';
import { startWire, type Wire } from '../../../tests/fakes/wire.ts';
import type { Logger } from '../kernel/world.ts';
import { createIntelligence, type Intelligence } from './index.ts';
import { costOf, listPrices } from './prices.ts';
import type { Route } from './router.ts';

const providers = await ourProviders();
const key = 'sk-canary-0123456789abcdef';
const site = '11111111-1111-4111-8111-111111111111';
const run = '22222222-2222-4222-8222-222222222222';
const copy = z.object({ title: z.string().min(1).max(60), tags: z.array(z.string()).max(10), seo_title: z.string().optional() });
const price = { input: 2, output: 10 };
const logged: string[] = [];
const log = (fields: object, message: string): void => void logged.push(JSON.stringify({ fields, message }));
const logger: Logger = { debug: log, info: log, warn: log, error: log };

let wire: Wire;
beforeAll(async () => {
  wire = await startWire({ usage: { input: 100, output: 50 } });
});
afterAll(() => wire.close());

function intelligence(route: Route, ledger: MemoryLedger): Intelligence {
  const routes = { forTask: async () => route, forProvider: async () => route };
  const prices = {
    ...listPrices(providers.list()),
    find: (_provider: string, model: string) => (model === 'fake-unpriced' ? null : price),
  };
  // short only where silence is what is tested: the machine may be busy
  const silent = route.kind === 'model' && /hang|stall/.test(route.model);
  const limits = { firstByteMs: silent ? 400 : 10_000, idleMs: silent ? 250 : 10_000, totalMs: 20_000, maxBytes: 1024 * 1024 };
  const quiet = { metrics: noMetrics, troubles: createMemoryTroubles() };
  return createIntelligence({ providers, routes, ledger, clock: { now: () => new Date() }, logger, fetch, prices, limits, ...quiet });
}

const routeTo = (provider: string, model: string): Route => ({
  kind: 'model',
  provider,
  model,
  key,
  baseUrl: provider === 'anthropic' ? wire.url : `${wire.url}/v1`,
});

const writerOf = (provider: string, model: string, ledger = createMemoryLedger()) =>
  intelligence(routeTo(provider, model), ledger).createWriter({
    site,
    run,
    target: '12',
    agent: 'product-copy',
    taskType: 'product_copy',
    signal: new AbortController().signal,
  });

async function write(
  provider: string,
  model: string,
  ledger = createMemoryLedger(),
  accept?: (value: z.output<typeof copy>) => string | null,
) {
  const writer = await writerOf(provider, model, ledger);
  return writer.write({ system: 'Write copy.', prompt: 'Linen shirt', schema: copy, schemaName: 'copy', ...(accept ? { accept } : {}) });
}

describe.each(providers.list().map(({ name }) => [name] as const))('the writer with %s', (provider) => {
  test('writes what the schema says and books tokens and money', async () => {
    const ledger = createMemoryLedger();
    const result = await write(provider, 'fake-ok', ledger);
    const cost = costOf(price, { input: 100, output: 50 });
    expect(result).toEqual({
      ok: true,
      value: {
        value: { title: 'Sample', tags: [], seo_title: 'Sample' },
        repairs: 0,
        cost: { amount: cost, currency: 'USD', tokens: { input: 100, output: 50 } },
      },
    });
    expect(ledger.calls).toMatchObject([{ site, run, target: '12', agent: 'product-copy', provider, model: 'fake-ok', billed: true }]);
    expect(ledger.calls[0]!.settled).toMatchObject({ outcome: 'ok', amount: cost, release: true });
    expect(ledger.calls[0]!.ceiling).toBeGreaterThan(cost);
  });

  test.each([
    ['F5 fenced JSON is read', 'fake-fenced', 0],
    ['F5 JSON with words around it is read', 'fake-prose', 0],
    ['F5 a wrong schema is repaired', 'fake-repair', 1],
  ])('%s', async (_name, model, repairs) => {
    const ledger = createMemoryLedger();
    expect(await write(provider, model, ledger)).toMatchObject({ ok: true, value: { repairs } });
    expect(ledger.calls.map((call) => call.settled?.outcome)).toEqual(repairs === 0 ? ['ok'] : ['failed', 'repaired']);
  });

  test.each([
    ['F5 malformed JSON fails cleanly after two repairs', 'fake-malformed', 'malformed', 3],
    ['F5 a wrong schema fails cleanly after two repairs', 'fake-wrong', 'malformed', 3],
    ['F5 an empty answer fails cleanly after two repairs', 'fake-empty', 'malformed', 3],
    ['F5 an answer cut at the length limit fails cleanly after two repairs', 'fake-length', 'malformed', 3],
    ['F5 a refusal is not asked again', 'fake-refusal', 'refusal', 1],
    ['F5 10 MB are cut and not asked again', 'fake-huge', 'too-long', 1],
  ])('%s', async (_name, model, code, calls) => {
    const ledger = createMemoryLedger();
    const result = await write(provider, model, ledger);
    expect(result).toMatchObject({ ok: false, error: { code, retryable: false } });
    expect(ledger.calls.length).toBe(calls);
    expect(ledger.calls.every((call) => call.settled?.outcome === 'failed')).toBe(true);
    if (calls === 3)
      expect(result).toMatchObject({
        error: { cost: { amount: 3 * costOf(price, { input: 100, output: 50 }), tokens: { input: 300, output: 150 } } },
      });
  });

  test('streams plain words as they come, metered like any other call', async () => {
    const ledger = createMemoryLedger();
    const pieces: string[] = [];
    const result = await (
      await writerOf(provider, 'fake-ok', ledger)
    ).stream({ system: 'Say it.', prompt: 'Say: ready', onText: (piece) => pieces.push(piece) });
    const cost = { amount: costOf(price, { input: 100, output: 50 }), currency: 'USD', tokens: { input: 100, output: 50 } };
    expect(result).toEqual({ ok: true, value: { text: 'ready', cut: false, cost } });
    expect(pieces.join('')).toBe('ready');
    expect(ledger.calls).toMatchObject([{ settled: { outcome: 'ok', release: true } }]);
    const cut = createMemoryLedger();
    const half = await (
      await writerOf(provider, 'fake-cut', cut)
    ).stream({ system: 'Say it.', prompt: 'Say: ready', onText: () => undefined });
    expect(half).toMatchObject({ ok: false, error: { code: 'network', retryable: true } });
    expect(cut.calls).toMatchObject([{ settled: { outcome: 'failed', amount: null, release: false } }]);
    expect(await (await writerOf(provider, 'fake-refusal')).stream({ system: '', prompt: 'x', onText: () => undefined })).toMatchObject({
      ok: false,
      error: { code: 'refusal' },
    });
  });

  test('a structured answer can be watched as it comes; a repair begins it anew', async () => {
    const seen: string[] = ['', '', ''];
    const writer = await writerOf(provider, 'fake-repair');
    const onText = (piece: string, attempt: number): void => void (seen[attempt] += piece);
    // a prompt of its own: the fake tells a repair by the prompt that it repeats
    const prompt = `Watched, a linen shirt, with ${provider}`;
    const result = await writer.write({ system: 'Write copy.', prompt, schema: copy, schemaName: 'copy', onText });
    expect(result).toMatchObject({ ok: true, value: { repairs: 1, value: { title: 'Sample' } } });
    expect(seen.map((text) => (text === '' ? null : JSON.parse(text)))).toEqual([
      { nothing: 'of the kind' },
      { title: 'Sample', tags: [], seo_title: 'Sample' },
      null,
    ]);
  });

  test('what the agent does not accept goes into the repair prompt', async () => {
    const result = await write(provider, 'fake-ok', createMemoryLedger(), () => 'it says silk, and the product does not');
    expect(result).toMatchObject({ ok: false, error: { code: 'malformed' } });
    expect(wire.requests.at(-1)!.prompt).toContain('it says silk');
  });

  test('a stalled call stays held, a refused one is free, an unpriced one counts tokens', async () => {
    const stalled = createMemoryLedger();
    expect(await write(provider, 'fake-stall', stalled)).toMatchObject({
      ok: false,
      error: { code: 'stalled', retryable: true, cost: { amount: null } },
    });
    expect(stalled.calls[0]!.settled).toMatchObject({ outcome: 'failed', amount: null, release: false });
    const refused = createMemoryLedger();
    await write(provider, 'fake-500', refused);
    expect(refused.calls[0]!.settled).toMatchObject({ amount: 0, release: true });
    const unpriced = createMemoryLedger();
    expect(await write(provider, 'fake-unpriced', unpriced)).toMatchObject({
      ok: true,
      value: { cost: { amount: null, tokens: { input: 100 } } },
    });
    expect(unpriced.calls[0]).toMatchObject({ ceiling: null, settled: { amount: null, release: true } });
  });

  test('H6 the key is in no failure and in no log line', async () => {
    for (const model of ['fake-unauthorised', 'fake-forbidden', 'fake-bad-request', 'fake-500', 'fake-cut', 'fake-malformed']) {
      const result = await write(provider, model);
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toContain('canary');
    }
    expect(logged.join('\n')).not.toContain('canary');
    // its body is what the model reads: the key must not be in there either
    expect(wire.requests.every((request) => !JSON.stringify(request.body).includes('canary'))).toBe(true);
  });

  test('the test button tells cause and next step', async () => {
    const tested = async (model: string) => {
      const ledger = createMemoryLedger();
      const result = await intelligence(routeTo(provider, model), ledger).test(site, provider, new AbortController().signal);
      expect(ledger.calls.every((call) => call.settled !== null)).toBe(true);
      return result;
    };
    expect(await tested('fake-ok')).toMatchObject({ ok: true, model: 'fake-ok', cause: null, latency_ms: expect.any(Number) });
    for (const [model, words] of [
      ['fake-unauthorised', /does not accept the key/],
      ['fake-spend-limit', /no credit/],
      ['fake-unknown-model', /does not know the model/],
      ['fake-hang', /did not answer in time/],
    ] as const) {
      expect(await tested(model)).toMatchObject({
        ok: false,
        cause: expect.stringMatching(words),
        next_step: expect.stringMatching(/\.$/),
      });
    }
  });
});

test('a reached cap stops the writer before the wire', async () => {
  const before = wire.requests.length;
  expect(await write('openai', 'fake-ok', createMemoryLedger('The daily cap of $1.00 is reached.'))).toMatchObject({
    ok: false,
    error: { code: 'cap-reached', cost: { amount: 0 } },
  });
  expect(wire.requests.length).toBe(before);
});

test('a prompt that is too long never leaves', async () => {
  const writer = await intelligence(routeTo('openai', 'fake-ok'), createMemoryLedger()).createWriter({
    site,
    run,
    target: null,
    agent: 'a',
    taskType: 'product_copy',
    signal: new AbortController().signal,
  });
  const result = await writer.write({ system: '', prompt: 'x'.repeat(300_000), schema: copy, schemaName: 'copy' });
  expect(result).toMatchObject({ ok: false, error: { code: 'too-long' } });
});

test('without a model the writer says so', async () => {
  const request = { site, run, target: null, agent: 'a', taskType: 'product_copy', signal: new AbortController().signal };
  const builtin = await intelligence({ kind: 'builtin' }, createMemoryLedger()).createWriter(request);
  expect(builtin.model).toBeNull();
  const failure = { code: 'not-configured', message: 'No key for OpenAI is stored.', next: 'Enter one.' };
  const silent = await intelligence(
    { kind: 'not-configured', provider: 'openai', model: 'gpt-6-luna', failure },
    createMemoryLedger(),
  ).createWriter(request);
  expect(silent.model).toEqual({ provider: 'openai', model: 'gpt-6-luna' });
  expect(await silent.write({ system: '', prompt: '', schema: copy, schemaName: 'copy' })).toMatchObject({
    ok: false,
    error: { code: 'not-configured', message: failure.message },
  });
});

test('a provider without a named model writes with its usual one; a compatible server has none', async () => {
  const request = { site, run, target: null, agent: 'a', taskType: 'product_copy', signal: new AbortController().signal };
  const writer = (provider: string) => intelligence(routeTo(provider, ''), createMemoryLedger()).createWriter(request);
  expect((await writer('openai')).model).toEqual({ provider: 'openai', model: 'gpt-6.1-terra' });
  expect((await writer('anthropic')).model).toEqual({ provider: 'anthropic', model: 'claude-sonnet-5-5' });
  expect(listPrices(providers.list()).find('openai', 'gpt-6.1-terra')).not.toBeNull();
  expect(listPrices(providers.list()).find('anthropic', 'claude-sonnet-5-5')).not.toBeNull();
  const none = await writer('compatible');
  expect(await none.write({ system: '', prompt: '', schema: copy, schemaName: 'copy' })).toMatchObject({
    ok: false,
    error: { code: 'not-configured' },
  });
});
