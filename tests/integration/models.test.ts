import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Run } from '../../service/src/domains/runs/contract.ts';
import type { ProviderState } from '../../service/src/domains/providers/contract.ts';
import type { Settings } from '../../service/src/domains/settings/contract.ts';
import type { SpendToday } from '../../service/src/domains/spend/contract.ts';
import { call, pair, startSite, type FakeSite } from '../fakes/site.ts';
import { startWire, type Wire } from '../fakes/wire.ts';
import { actor, makeBatch, makeProduct } from './run-kit.ts';
import { setupCode, startService, type TestService } from './service.ts';

const key = 'sk-canary-0123456789wxyz';
const answer = {
  title: null,
  short_description: null,
  description: null,
  seo_title: 'Linen piece, S to M',
  seo_description: null,
  tags: null,
  image_alt: null,
  rationale: 'A page title from the material.',
};

let service: TestService;
let site: FakeSite;
let siteId: string;
let wire: Wire;
const seen: string[] = [];
/** how the next calls of gpt-6-luna go. */
const faults: string[] = [];

beforeAll(async () => {
  wire = await startWire({
    behaviour: ({ model }) => (model === 'gpt-6-luna' ? (faults.shift() ?? null) : null),
    answer: (request) => (request.schema ? answer : 'ready'),
    usage: { input: 900, output: 300 },
  });
  site = await startSite();
  service = await startService({ ALLOWED_PRIVATE_ORIGINS: site.url, ALLOWED_MODEL_ORIGINS: wire.url });
  siteId = (await pair({ site, service: service.url, setupCode })).siteId;
  await ask('POST', 'catalogue/batches', makeBatch([makeProduct(1), makeProduct(2)], { complete: true, generation: '1' }));
}, 60_000);

afterAll(async () => {
  await service.stop();
  await site.stop();
  await wire.close();
});

async function ask<T>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
  const response = await call(site, siteId, {
    method,
    url: `${service.url}/api/v1/${path}`,
    ...(body ? { body } : {}),
    headers: { 'idempotency-key': randomUUID() },
  });
  const text = await response.text();
  seen.push(text);
  return { status: response.status, body: JSON.parse(text) as T };
}

async function runCopy(): Promise<Run> {
  const request = { targets: 'all', options: { mode: 'improve', fields: ['seo_title'] }, actor };
  const started = await ask<{ id: string }>('POST', 'agents/product-copy/runs', request);
  expect(started.status).toBe(202);
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { body } = await ask<Run>('GET', `runs/${started.body.id}`);
    if (['completed', 'failed', 'cancelled'].includes(body.status)) return body;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The run did not end.');
}

test('a key without a cap is 409 with the next step, and nothing is stored', async () => {
  const refused = await ask<{ code: string; next: string }>('PUT', 'settings', { providers: { openai: { key } } });
  expect(refused).toMatchObject({ status: 409, body: { code: 'cap_first', next: 'Set a daily cap, then enter the key.' } });
  expect((await ask<Settings>('GET', 'settings')).body.providers['openai']?.configured).toBe(false);
});

describe.each([
  ['openai', 'gpt-6-luna', '/v1'],
  ['anthropic', 'claude-haiku-5-5', ''],
  ['compatible', 'house-model', '/v1'],
] as const)('with %s', (provider, model, path) => {
  test('the owner sets it up, tests it, and product copy is written by the model and booked', async () => {
    const change = {
      daily_cap: { amount: 2, currency: 'USD' },
      providers: { [provider]: { key, base_url: wire.url + path } },
      models: { product_copy: { provider, model } },
    };
    const saved = await ask<Settings>('PUT', 'settings', change);
    expect(saved).toMatchObject({ status: 200, body: { daily_cap: { amount: 2 }, models: { product_copy: { provider, model } } } });
    expect(saved.body.providers[provider]).toMatchObject({ configured: true, hint: 'wxyz' });
    expect((await ask('POST', 'settings/provider-tests', { provider })).body).toMatchObject({ ok: true, provider, model, cause: null });

    const priced = provider !== 'compatible';
    const before = (await ask<SpendToday>('GET', 'spend')).body;
    const run = await runCopy();
    expect(run).toMatchObject({ status: 'completed', progress: { done: 2, total: 2 }, cost: { tokens: { input: 1800, output: 600 } } });
    expect(run.report['1']).toMatchObject({ outcome: 'proposal' });
    const proposal = site.inbox.map(({ body }) => body).findLast((body) => body.includes(run.id) && body.includes('"type":"proposal"'));
    expect(proposal).toContain(`"provider":"${provider}"`);
    expect(proposal).toContain(answer.seo_title);
    const after = (await ask<SpendToday>('GET', 'spend')).body;
    expect(after.calls - before.calls).toBe(2);
    expect(after.amount - before.amount).toBeCloseTo(priced ? (1800 * 0.1 + 600 * 0.5) / 1e6 : 0, 9);
    expect(after.entries[0]).toMatchObject({ run: run.id, agent: 'product-copy', provider, model, outcome: 'ok' });
    expect(wire.requests.at(-1)!.key).toBe(key);
  }, 60_000);
});

test('F2 a wrong key fails the run with cause and next step, without a second try', async () => {
  await ask('PUT', 'settings', { models: { product_copy: { provider: 'openai', model: 'fake-unauthorised' } } });
  expect((await ask('POST', 'settings/provider-tests', { provider: 'openai' })).body).toMatchObject({
    ok: false,
    cause: 'OpenAI does not accept the key.',
    next_step: expect.stringContaining('Enter the key again'),
  });
  const before = wire.requests.length;
  const run = await runCopy();
  expect(run).toMatchObject({ status: 'failed', cost: { amount: 0 } });
  expect(run.report['1']!.message).toContain('does not accept the key');
  // the test button was refused a moment ago: the key is not tried again by the pieces
  expect(wire.requests.length - before).toBe(0);
}, 60_000);

test('F2 the owner is told which provider refuses, what it said and what to do; the operator sees it; a new key ends it', async () => {
  const states = async () => (await ask<{ providers: ProviderState[] }>('GET', 'providers/states')).body.providers;
  const told = await states();
  expect(told).toMatchObject([
    {
      ...{ provider: 'openai', model: 'fake-unauthorised', state: 'refused', code: 'auth', message: 'OpenAI does not accept the key.' },
      ...{ said: 'Incorrect API key provided: [key].', next: expect.stringContaining('Enter the key again'), until: null },
    },
  ]);
  expect(await (await fetch(`${service.url}/status`)).json()).toMatchObject({
    providers: [{ provider: 'openai', state: 'refused', doors: 1 }],
  });
  expect(await (await fetch(`${service.url}/metrics`)).text()).toContain('devskyy_provider_doors{provider="openai",state="refused"} 1');
  await ask('PUT', 'settings', { providers: { openai: { key: `${key}-new` } } });
  expect(await states()).toEqual([]);
  await ask('PUT', 'settings', { models: { product_copy: { provider: 'openai', model: 'fake-ok' } } });
  expect(await runCopy()).toMatchObject({ status: 'completed' });
  expect(await states()).toEqual([]);
}, 60_000);

test('F1 a call that is cut off and tried again is one row of the ledger a real call, and what is not known stays held', async () => {
  const before = (await ask<SpendToday>('GET', 'spend')).body;
  await ask('PUT', 'settings', { models: { product_copy: { provider: 'openai', model: 'gpt-6-luna' } } });
  const calls = wire.requests.length;
  faults.push('cut', 'reset');
  expect(await runCopy()).toMatchObject({ status: 'completed', outcomes: { proposal: 2 } });
  expect(wire.requests.length - calls).toBe(4);
  const after = (await ask<SpendToday>('GET', 'spend')).body;
  expect(after.calls - before.calls).toBe(4);
  expect(after.amount - before.amount).toBeCloseTo((1800 * 0.1 + 600 * 0.5) / 1e6, 9);
  expect(after.held).toBeGreaterThan(before.held);
  expect(
    after.entries
      .slice(0, 4)
      .map(({ outcome, amount }) => [outcome, amount === null])
      .sort(),
  ).toEqual([
    ['failed', true],
    ['failed', true],
    ['ok', false],
    ['ok', false],
  ]);
}, 60_000);

test('the settings keep who may stand in, refuse the same writer twice, and leave it alone when it is not named', async () => {
  const put = (product_copy: object) => ask<Settings & { code?: string }>('PUT', 'settings', { models: { product_copy } });
  const stored = (await put({ provider: 'openai', model: 'fake-ok', fallback: { provider: 'builtin', model: null } })).body.models;
  expect(stored.product_copy).toEqual({ provider: 'openai', model: 'fake-ok', fallback: { provider: 'builtin', model: null } });
  expect((await put({ provider: 'openai', model: 'fake-length' })).body.models.product_copy.fallback).toEqual({
    provider: 'builtin',
    model: null,
  });
  expect(await put({ provider: 'openai', model: 'm', fallback: { provider: 'openai', model: 'm' } })).toMatchObject({
    status: 422,
    body: { code: 'fallback_same' },
  });
  expect((await put({ provider: 'openai', model: 'fake-ok', fallback: null })).body.models.product_copy.fallback).toBeNull();
});

test('the metrics count calls of models, their money, runs, the queue and open connections', async () => {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  const counted = (line: RegExp): number => Number(line.exec(text)?.[1] ?? 0);
  expect(counted(/^devskyy_ai_predictions_total\{provider="anthropic",outcome="ok"\} (\d+)$/m)).toBeGreaterThanOrEqual(2);
  expect(counted(/^devskyy_spend_usd_total\{provider="openai"\} (\S+)$/m)).toBeGreaterThan(0);
  expect(counted(/^devskyy_fashion_operations_total\{agent="product-copy",outcome="proposal"\} (\d+)$/m)).toBeGreaterThan(0);
  expect(counted(/^devskyy_active_connections (\d+)$/m)).toBeGreaterThan(0);
  expect(text).toContain('devskyy_queue_jobs{queue="work-step"');
  expect(text).toContain('http_request_duration_seconds_bucket');
  expect(text).not.toContain('canary');
});

test('A7 H6 the key is in no answer, no message to the site and no log line', () => {
  const everything = [...seen, ...site.inbox.map(({ body }) => body), ...service.log].join('\n');
  expect(everything).toContain('wxyz');
  expect(everything).not.toContain('canary');
});
