import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { migrate, openDatabase, type Database } from '../../service/src/adapters/knex/database.ts';
import { createSiteScope } from '../../service/src/adapters/knex/site-scope.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import { createSettings } from '../../service/src/domains/settings/index.ts';
import { createSettingsRepository } from '../../service/src/domains/settings/settings.repository.knex.ts';
import { createSpend } from '../../service/src/domains/spend/index.ts';
import { createSpendRepository } from '../../service/src/domains/spend/spend.repository.knex.ts';
import { createIntelligence } from '../../service/src/intelligence/index.ts';
import { costOf, listPrices } from '../../service/src/intelligence/prices.ts';
import { createEnvelope } from '../../service/src/kernel/envelope.ts';
import type { Logger } from '../../service/src/kernel/world.ts';
import { createMemoryTroubles, noMetrics } from '../fakes/intelligence.ts';
import { ourProviders } from '../fakes/providers.ts';
import { startWire, type Wire } from '../fakes/wire.ts';

const key = 'sk-canary-0123456789wxyz';
const usage = { input: 1000, output: 2000 };
/** 3 cents: what each call of the fake costs with this model. */
const price = { input: 10, output: 10 };
const callCost = costOf(price, usage);
const copy = z.object({ title: z.string() });
const log: string[] = [];
const write = (fields: object, message: string): void => void log.push(JSON.stringify({ fields, message }));
const logger: Logger = { debug: write, info: write, warn: write, error: write };

let folder: string;
let postgres: Postgres;
let database: Database;
let wire: Wire;
let site: string;
let now: Date | null;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-spend-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder: path.join(folder, 'postgres'), logger, searchPath: process.env['PATH'] });
  database = openDatabase(postgres.url, 20);
  await migrate(database, fileURLToPath(new URL('../../service/migrations', import.meta.url)));
  wire = await startWire({ usage, delayMs: 30 });
}, 60_000);

afterAll(async () => {
  await wire.close();
  await database.destroy();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  now = null;
  site = await addSite();
});

async function addSite(): Promise<string> {
  const id = randomUUID();
  const facts = {
    url: `https://${id}.test`,
    rest_url: 'https://x.test',
    name: 'Shop',
    reachable: false,
    plugin_version: '1',
    contract: 1,
    paired_at: new Date(),
  };
  await database('sites').insert({ id, ...facts });
  return id;
}

const known = await ourProviders();
const kek = randomBytes(32);
const clock = { now: () => now ?? new Date() };

function build(patienceMs = 10_000) {
  const scope = createSiteScope(database);
  const settings = createSettings({
    providers: known.list(),
    repository: createSettingsRepository(scope),
    envelope: createEnvelope([kek]),
    allowedModelOrigins: new Set([wire.url]),
    test: (of, provider, signal) => intelligence.test(of, provider, signal),
    clock,
    logger,
  });
  const repository = createSpendRepository(scope);
  const spend = createSpend({
    repository,
    dailyCap: (of) => settings.dailyCap(of),
    timezone: async () => 'Europe/Rome',
    pricesAsOf: listPrices(known.list()).asOf,
    clock,
    logger,
    patienceMs,
  });
  const prices = { ...listPrices(known.list()), find: () => price };
  const limits = { firstByteMs: 15_000, idleMs: 1500, totalMs: 20_000 };
  const quiet = { metrics: noMetrics, troubles: createMemoryTroubles() };
  const intelligence = createIntelligence({
    providers: known,
    routes: settings.routes,
    ledger: spend.ledger,
    clock,
    logger,
    fetch,
    prices,
    limits,
    ...quiet,
  });
  return { settings, spend, intelligence };
}

const base = () => ({ base_url: `${wire.url}/v1`, key });
const cap = (amount: number) => ({ daily_cap: { amount, currency: 'USD' as const } });
const choose = (model: string) => ({ models: { product_copy: { provider: 'openai' as const, model } } });

async function writeOne({ intelligence }: ReturnType<typeof build>, target = '1', signal = new AbortController().signal) {
  const writer = await intelligence.createWriter({
    site,
    run: randomUUID(),
    target,
    agent: 'product-copy',
    taskType: 'product_copy',
    signal,
  });
  return writer.write({ system: 'Write.', prompt: 'Linen shirt', schema: copy, schemaName: 'copy' });
}

describe('the daily cap', () => {
  test('H8 with 1 cent left, 50 parallel calls pass the cap by at most one call', async () => {
    const parts = build();
    await parts.settings.change(site, { ...cap(1), providers: { openai: base() }, ...choose('fake-ok') });
    const spent = await parts.spend.ledger.reserve(
      { site, run: null, target: null, agent: 'earlier', provider: 'openai', model: 'fake-ok', ceiling: 0.99, billed: true },
      new AbortController().signal,
    );
    if (!spent.ok) throw new Error('not reserved');
    await parts.spend.ledger.settle(site, spent.value.id, {
      outcome: 'ok',
      tokens: { input: 0, output: 0 },
      amount: 0.99,
      release: true,
      latencyMs: 1,
    });
    const before = wire.requests.length;
    const results = await Promise.all(Array.from({ length: 50 }, (_, at) => writeOne(parts, String(at))));
    expect(results.filter((result) => result.ok).length).toBe(1);
    expect(results.filter((result) => !result.ok && result.error.code === 'cap-reached' && !result.error.retryable).length).toBe(49);
    expect(wire.requests.length - before).toBe(1);
    const today = await parts.spend.today(site);
    expect(today.amount).toBeCloseTo(0.99 + callCost, 9);
    expect(today.amount - 1).toBeLessThanOrEqual(callCost);
    expect(today).toMatchObject({ held: 0, calls: 2, cap: 1, alert: true });
  });

  test('parallel calls below the cap all go through: they wait for what others hold', async () => {
    const parts = build();
    // each call holds 9 cents at most and costs 3: the cap lets about six run at once, and pays for twenty
    await parts.settings.change(site, { ...cap(20 * callCost + 0.05), providers: { openai: base() }, ...choose('fake-ok') });
    const results = await Promise.all(Array.from({ length: 20 }, (_, at) => writeOne(parts, String(at))));
    expect(results.filter((result) => result.ok).length).toBe(20);
    expect(await parts.spend.today(site)).toMatchObject({ calls: 20, held: 0, alert: true });
    expect(log.join('\n')).toContain('80 % of the daily cap is spent');
  });

  test('a call that falls silent stays held, one of a process that died too; both end with the day', async () => {
    const parts = build(300);
    await parts.settings.change(site, { ...cap(0.05), providers: { openai: base() }, ...choose('fake-stall') });
    expect(await writeOne(parts)).toMatchObject({ ok: false, error: { code: 'stalled' } });
    const today = await parts.spend.today(site);
    expect(today).toMatchObject({ amount: 0, entries: [{ outcome: 'failed', amount: null }] });
    expect(today.held).toBeGreaterThan(0.05);
    expect(await writeOne(parts)).toMatchObject({
      ok: false,
      error: { code: 'cap-reached', retryable: false, message: expect.stringContaining('held for calls') },
    });
    now = new Date(Date.now() + 24 * 3600_000);
    await parts.settings.change(site, choose('fake-ok'));
    expect(await writeOne(parts)).toMatchObject({ ok: true });
    await parts.spend.ledger.reserve(
      { site, run: null, target: null, agent: 'died', provider: 'openai', model: 'm', ceiling: 0.01, billed: true },
      new AbortController().signal,
    );
    now = new Date(now.getTime() + 11 * 60_000);
    expect((await parts.spend.today(site)).entries[0]).toMatchObject({ agent: 'died', outcome: 'aborted', amount: null });
  });

  test('a call that waits for the cap ends when it is aborted, and a cap of 0 stops all', async () => {
    const parts = build();
    await parts.settings.change(site, { ...cap(0.05), providers: { openai: base() }, ...choose('fake-ok') });
    await parts.spend.ledger.reserve(
      { site, run: null, target: null, agent: 'a', provider: 'openai', model: 'm', ceiling: 0.06, billed: true },
      new AbortController().signal,
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    expect(await writeOne(parts, '1', controller.signal)).toMatchObject({
      ok: false,
      error: { code: 'aborted', message: expect.stringContaining('while it waited') },
    });
    const other = await addSite();
    await parts.settings.change(other, cap(0));
    expect(
      await parts.spend.ledger.reserve(
        { site: other, run: null, target: null, agent: 'a', provider: 'compatible', model: 'm', ceiling: null, billed: false },
        new AbortController().signal,
      ),
    ).toMatchObject({ ok: false });
  });

  test('time and cost are estimated from the last pieces, and null before', async () => {
    const parts = build();
    await parts.settings.change(site, { ...cap(5), providers: { openai: base() }, ...choose('fake-repair') });
    const ask = { site, agent: 'product-copy', taskType: 'product_copy', targets: 10, concurrency: 2, promptBytes: null };
    expect(await parts.intelligence.estimate(ask)).toMatchObject({ provider: 'openai', model: 'fake-repair', seconds: null, cost: null });
    for (const target of ['1', '2', '3']) await writeOne(parts, target);
    const estimate = await parts.intelligence.estimate(ask);
    // the first piece needed a repair; the fake repairs a prompt it has seen
    expect(estimate.cost!.low).toBeGreaterThanOrEqual(10 * callCost - 1e-9);
    expect(estimate.cost!.high).toBeGreaterThanOrEqual(estimate.cost!.low);
    expect(estimate.seconds!.low).toBeGreaterThan(0);
  });
});

describe('provider keys', () => {
  test('a key needs a cap first, and the cap cannot go while a key is there', async () => {
    const { settings } = build();
    expect(await settings.change(site, { providers: { openai: { key } } })).toMatchObject({ ok: false, error: { code: 'cap_first' } });
    expect(await settings.change(site, { ...cap(2), providers: { openai: { key } } })).toMatchObject({
      ok: true,
      value: { providers: { openai: { configured: true, hint: 'wxyz' } } },
    });
    expect(await settings.change(site, { daily_cap: null })).toMatchObject({ ok: false, error: { code: 'cap_in_use' } });
    expect(await settings.change(site, { daily_cap: null, providers: { openai: { key: null } } })).toMatchObject({
      ok: true,
      value: { daily_cap: null, providers: { openai: { configured: false, hint: null } } },
    });
  });

  test('a stored key is not sent to another address, and private addresses need the operator', async () => {
    const { settings } = build();
    await settings.change(site, { ...cap(2), providers: { openai: { key } } });
    expect(await settings.change(site, { providers: { openai: { base_url: 'https://elsewhere.example.com/v1' } } })).toMatchObject({
      ok: false,
      error: { code: 'key_again' },
    });
    for (const base_url of [
      'http://models.example.com/v1',
      'https://10.0.0.1/v1',
      'https://localhost/v1',
      'https://user:secret@models.example.com/v1',
      'https://[::1]/v1',
    ]) {
      expect(await settings.change(site, { providers: { compatible: { base_url } } })).toMatchObject({
        ok: false,
        error: { code: 'base_url_refused' },
      });
    }
    expect(await settings.change(site, { providers: { compatible: { base_url: `${wire.url}/v1` } } })).toMatchObject({
      ok: true,
      value: { providers: { compatible: { configured: true } } },
    });
  });

  test('I1 the key is in no row, no answer and no log line; only the model server gets it', async () => {
    const { settings } = build();
    await settings.change(site, { ...cap(2), providers: { openai: base() }, ...choose('fake-unauthorised') });
    const test = await settings.test(site, 'openai', new AbortController().signal);
    expect(test).toMatchObject({ ok: true, value: { ok: false, cause: expect.stringContaining('does not accept the key') } });
    expect(wire.requests.at(-1)!.key).toBe(key);
    const answers = JSON.stringify([test, await settings.get(site)]);
    const tables = await Promise.all(['secrets', 'site_settings', 'spend', 'budgets'].map((table) => database(table).select('*')));
    expect(answers + JSON.stringify(tables) + log.join('\n')).not.toContain('canary');
    expect(await database('secrets').where({ site_id: site })).toHaveLength(1);
  });

  test('I2 another site, or none, sees no row of it', async () => {
    const { settings } = build();
    await settings.change(site, { ...cap(2), providers: { openai: { key } } });
    const other = await addSite();
    expect((await settings.get(other)).providers['openai']?.configured).toBe(false);
    const scope = createSiteScope(database);
    for (const table of ['secrets', 'site_settings', 'spend', 'budgets']) {
      expect(await scope.run(other, (trx) => trx(table).where({ site_id: site }))).toEqual([]);
    }
    const unscoped = await database.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE devskyy_app');
      return trx('secrets').select('*');
    });
    expect(unscoped).toEqual([]);
    await expect(
      scope.run(other, (trx) =>
        trx('secrets').insert({ site_id: site, name: 'provider:anthropic', sealed: 'x', hint: 'x', created_at: new Date() }),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  test('a key sealed with another encryption key tells the owner to enter it again', async () => {
    const { settings } = build();
    await settings.change(site, { ...cap(2), providers: { openai: { key } }, ...choose('gpt-6-luna') });
    await database('secrets')
      .where({ site_id: site })
      .update({
        sealed: createEnvelope([randomBytes(32)]).seal(key, { site, table: 'secrets', column: 'sealed', row: 'provider:openai' }),
      });
    expect(await settings.routes.forTask(site, 'product_copy')).toMatchObject({
      kind: 'not-configured',
      failure: { code: 'secret_unreadable' },
    });
  });
});
