import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, unboundScope, unprotectedTables } from '../../service/src/adapters/knex/database.ts';
import { createSiteScope } from '../../service/src/adapters/knex/site-scope.ts';
import { findBinaries } from '../../service/src/adapters/postgres/binaries.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import type { Run } from '../../service/src/domains/runs/contract.ts';
import { unexpected } from '../../service/src/http/unexpected.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import { call, pair, startSite, type FakeSite } from '../fakes/site.ts';
import { actor, makeBatch, makeProduct, silent, until } from './run-kit.ts';
import { setupCode, startService, type TestService } from './service.ts';

let folder: string;
let postgres: Postgres;
let service: TestService;
let site: FakeSite;
let siteId: string;

const openPostgres = (): Promise<Postgres> =>
  startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-faults-'));
  chmodSync(folder, 0o755);
  postgres = await openPostgres();
  site = await startSite();
  service = await startService({ DATABASE_URL: postgres.url, ALLOWED_PRIVATE_ORIGINS: site.url });
  siteId = (await pair({ site, service: service.url, setupCode })).siteId;
  await ask('POST', 'catalogue/batches', makeBatch(Array.from({ length: 60 }, (_, index) => makeProduct(index + 1))));
}, 60_000);

afterAll(async () => {
  await service.stop();
  await site.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function ask<T>(method: string, route: string, body?: object): Promise<{ status: number; body: T }> {
  const url = `${service.url}/api/v1/${route}`;
  const response = await call(site, siteId, { method, url, ...(body ? { body } : {}), headers: { 'idempotency-key': randomUUID() } });
  return { status: response.status, body: (await response.json()) as T };
}

const operator = async (route: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${service.url}${route}`);
  return { status: answer.status, text: await answer.text() };
};

test('F9 PostgreSQL goes away in the middle of a run and comes back: 503 meanwhile, then all of it, nothing twice', async () => {
  const request = { targets: 'all', options: { mode: 'improve' }, actor };
  const run = await ask<{ id: string }>('POST', 'agents/product-copy/runs', request);
  expect(run.status).toBe(202);
  await postgres.stop();
  const down = await ask<{ code: string }>('GET', 'connection');
  expect([down.status, down.body.code]).toEqual([503, 'database_unavailable']);
  const ready = await operator('/health/ready');
  expect(ready.status).toBe(503);
  expect((await operator('/health/live')).status).toBe(200);
  const metrics = await operator('/metrics');
  expect([metrics.status, metrics.text]).toEqual([200, expect.stringContaining('devskyy_probe_up{probe="database"} 0')]);
  postgres = await openPostgres();
  await until(async () => (await operator('/health/ready')).status === 200, 30_000);
  const done = await until(async () => {
    const { status, body } = await ask<Run>('GET', `runs/${run.body.id}`);
    return status === 200 && ['completed', 'failed'].includes(body.status) && body;
  }, 90_000);
  expect(done.status).toBe('completed');
  expect(done.progress).toEqual({ done: 60, total: 60 });
  const ids = site.inbox.flatMap(
    ({ body }) => (JSON.parse(body) as { messages: { type: string; payload: { target?: { id: number } } }[] }).messages,
  );
  const proposed = ids.filter(({ type }) => type === 'proposal').map(({ payload }) => payload.target?.id);
  expect(new Set(proposed).size).toBe(done.outcomes['proposal'] ?? 0);
}, 180_000);

test('F9 a deadlock, a full pool, a standby after a failover and a cut connection are 503 with a time to retry; a bug stays 500', async () => {
  const database = openDatabase(postgres.url, 2);
  await database.schema.createTable('lock_test', (table) => void table.integer('id').primary());
  await database('lock_test').insert([{ id: 1 }, { id: 2 }]);
  const cross = (first: number, second: number) =>
    database.transaction(async (trx) => {
      await trx('lock_test').where({ id: first }).forUpdate();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await trx('lock_test').where({ id: second }).update({ id: second });
    });
  const [one, two] = await Promise.allSettled([cross(1, 2), cross(2, 1)]);
  const deadlock: unknown = [one, two].find((result) => result?.status === 'rejected')?.reason;
  const held = [await database.transaction(), await database.transaction()];
  const full: unknown = await database.raw('SELECT 1').catch((error: unknown) => error);
  for (const trx of held) await trx.rollback();
  const standby: unknown = await database
    .transaction(async (trx) => {
      await trx.raw('SET TRANSACTION READ ONLY');
      await trx('lock_test').delete();
    })
    .catch((error: unknown) => error);
  const cut: unknown = await Promise.all([
    database.raw('SELECT pg_sleep(5)').catch((error: unknown) => error),
    new Promise((resolve) => setTimeout(resolve, 200)).then(() =>
      database.raw(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()",
      ),
    ),
  ]).then(([error]) => error);
  for (const fault of [deadlock, full, standby, cut]) {
    expect(fault).toBeInstanceOf(Error);
    const { status, failure } = unexpected(fault);
    expect([(fault as Error).message, status, failure.details?.['retry_after']]).toEqual([expect.any(String), 503, 2]);
  }
  const bug: unknown = await database.raw('SELECT no_such_column').catch((error: unknown) => error);
  expect(unexpected(bug).status).toBe(500);
  expect(unexpected(new Error('Connection terminated unexpectedly')).status).toBe(503);
  expect(await database('lock_test').select('id').orderBy('id')).toEqual([{ id: 1 }, { id: 2 }]);
  await database.schema.dropTable('lock_test');
  await database.destroy();
}, 30_000);

test('I2 a connection that a site transaction, failed or not, gives back to the pool knows no site and no role any more', async () => {
  const database = openDatabase(postgres.url, 1);
  const scope = createSiteScope(database);
  await expect(
    scope.run(siteId, async (trx) => {
      await trx('products').count();
      throw new Error('The work failed.');
    }),
  ).rejects.toThrow('The work failed.');
  const left = async () => {
    const { rows } = (await database.raw("SELECT current_user AS name, current_setting('devskyy.site', true) AS site")) as {
      rows: { name: string; site: string | null }[];
    };
    return [rows[0]?.name, rows[0]?.site || null];
  };
  expect(await left()).toEqual(['devskyy', null]);
  await scope.run(siteId, async (trx) => trx('products').count());
  expect(await left()).toEqual(['devskyy', null]);
  expect(await scope.run(newId(), async (trx) => (await trx('products').count({ count: '*' }))[0])).toEqual({ count: '0' });
  expect(() => scope.run('', async () => undefined)).toThrow('site id');
  await database.destroy();
});

test('I4 a table of a site without forced row-level security, or with an open policy, keeps the service from starting', async () => {
  const database = openDatabase(postgres.url);
  const stop = async (pattern: RegExp): Promise<void> => {
    await expect(startService({ DATABASE_URL: postgres.url })).rejects.toThrow(pattern);
  };
  try {
    await database.raw('CREATE TABLE leaky (site_id uuid)');
    await stop(/Tables without forced row-level security: leaky/);
    await database.raw('ALTER TABLE leaky ENABLE ROW LEVEL SECURITY');
    await stop(/leaky/);
    await database.raw('ALTER TABLE leaky FORCE ROW LEVEL SECURITY');
    expect(await unprotectedTables(database)).toEqual([]);
    await database.raw('CREATE POLICY everything ON leaky USING (true)');
    await stop(/leaky/);
  } finally {
    await database.raw('DROP TABLE leaky');
  }
  expect(await unprotectedTables(database)).toEqual([]);
  await database.destroy();
}, 60_000);

test('I4 requests that would run as owner, or as a role that passes row-level security by, keep the service from starting', async () => {
  const database = openDatabase(postgres.url);
  const scope = createSiteScope(database);
  expect(await unboundScope(scope)).toBeNull();
  expect(await unboundScope({ run: (_site, work) => database.transaction(work) })).toMatch(/as the database role devskyy and not/);
  await database.raw('ALTER ROLE devskyy_app BYPASSRLS');
  try {
    expect(await unboundScope(scope)).toMatch(/BYPASSRLS/);
    await expect(startService({ DATABASE_URL: postgres.url })).rejects.toThrow(/passes row-level security by/);
  } finally {
    await database.raw('ALTER ROLE devskyy_app NOBYPASSRLS');
  }
  expect(await unboundScope(scope)).toBeNull();
  await database.destroy();
}, 60_000);

test('H1 each probe fails when its part is broken, and says so in /health/ready, /status and /monitoring', async () => {
  const database = openDatabase(postgres.url);
  const probes = async () =>
    JSON.parse((await operator('/monitoring/probes')).text) as { ok: boolean; probes: { name: string; problem: string | null }[] };
  expect((await probes()).probes).toMatchObject(
    [{ name: 'database' }, { name: 'queue' }, { name: 'disk' }].map((probe) => ({ ...probe, ok: true })),
  );
  await database.raw('ALTER TABLE jobs.job RENAME TO job_away');
  const broken = await probes();
  const ready = await operator('/health/ready');
  const status = JSON.parse((await operator('/status')).text) as { queue: unknown; database: { ok: boolean } };
  await database.raw('ALTER TABLE jobs.job_away RENAME TO job');
  expect([broken.ok, ready.status, status.queue, status.database.ok]).toEqual([false, 503, null, true]);
  expect(broken.probes.filter(({ problem }) => problem !== null).map(({ name }) => name)).toEqual(['queue']);
  const fullDisk = await startService({ DISK_FREE_MB: '999999999' });
  const disk = (await (await fetch(`${fullDisk.url}/health/ready`)).json()) as { status: number; detail: string };
  await fullDisk.stop();
  expect([disk.status, disk.detail]).toEqual([503, expect.stringMatching(/MB left/)]);
  await database.destroy();
}, 60_000);

test('H1 a WordPress that does not take what is delivered shows under /monitoring/sites, with the cause', async () => {
  const seen = async () =>
    JSON.parse((await operator('/monitoring/sites')).text) as { ok: boolean; sites: { id: string; ok: boolean; problem: string | null }[] };
  expect(await seen()).toMatchObject({ ok: true, sites: [{ id: siteId, ok: true, problem: null }] });
  site.inboxStatus = 500;
  const started = await ask<{ id: string }>('POST', 'agents/product-copy/runs', {
    targets: [1, 2],
    options: { mode: 'fill-empty' },
    actor,
  });
  expect(started.status).toBe(202);
  const failing = await until(async () => ((answer) => !answer.ok && answer)(await seen()));
  expect(failing.sites[0]).toMatchObject({ id: siteId, ok: false, problem: expect.stringContaining('answered 500') });
  site.inboxStatus = 200;
  await until(async () => (await seen()).ok, 30_000);
}, 60_000);

/** Every row of every table, as a backup holds it; pg_dump's own words too where the machine has it. */
async function dump(): Promise<string> {
  const database = openDatabase(postgres.url);
  const { rows: tables } = (await database.raw(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  )) as { rows: { name: string }[] };
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = (await database.raw(`SELECT row_to_json(t)::text AS text FROM ${name} t`)) as { rows: { text: string }[] };
    texts.push(...rows.map(({ text }) => text));
  }
  await database.destroy();
  const own = await findBinaries({ folder, searchPath: process.env['PATH'] ?? '', account: null, major: null });
  const pgDump = path.join(own.bin, 'pg_dump');
  if (existsSync(pgDump)) {
    const dumped = spawnSync(pgDump, [postgres.url], { encoding: 'utf8', maxBuffer: 1 << 28 });
    expect([dumped.status, dumped.stdout.includes('CREATE TABLE public.secrets')]).toEqual([0, true]);
    texts.push(dumped.stdout);
  }
  return texts.join('\n');
}

test('I1 the canary is in no dump of the database, no metric, no answer of the operator and no log line', async () => {
  const canary = 'sk-canary-7f3b9c1d5e8a2046';
  expect((await ask('PUT', 'settings', { daily_cap: { amount: 5, currency: 'USD' } })).status).toBe(200);
  const stored = await ask<object>('PUT', 'settings', { providers: { openai: { key: canary } } });
  expect([stored.status, JSON.stringify(stored.body).includes(canary)]).toEqual([200, false]);
  const broken = await ask<object>('PUT', 'settings', { providers: { openai: { key: canary, no_such: canary } } });
  const texts = [JSON.stringify(broken.body), ...service.log];
  for (const route of ['/metrics', '/status', '/monitoring/probes', '/monitoring/sites', '/monitoring/dead-letters', '/operator/sites'])
    texts.push((await operator(route)).text);
  const backup = await dump();
  expect([backup.includes('openai'), backup.includes('sealed')]).toEqual([true, true]);
  texts.push(backup);
  const encoded = [
    canary,
    Buffer.from(canary).toString('base64').replace(/=+$/, ''),
    Buffer.from(canary).toString('hex'),
    canary.slice(3, 20),
  ];
  for (const text of texts) for (const form of encoded) expect(text.includes(form)).toBe(false);
  expect(texts.length).toBeGreaterThan(8);
}, 30_000);

test('I14 metrics, status, monitoring and operator routes want the token, or a caller on this machine; sources and debug pages are not there', async () => {
  const token = 'a-token-of-the-operator-0123456789';
  const open = await startService({ OPERATOR_TOKEN: token });
  const routes = [
    '/metrics',
    '/status',
    '/health/ready',
    '/monitoring/probes',
    '/monitoring/sites',
    '/monitoring/dead-letters',
    '/operator/sites',
  ];
  for (const route of routes) {
    const plain = await fetch(`${open.url}${route}`);
    const wrong = await fetch(`${open.url}${route}`, { headers: { authorization: 'Bearer something-else' } });
    const right = await fetch(`${open.url}${route}`, { headers: { authorization: `Bearer ${token}` } });
    expect([route, plain.status, wrong.status, right.status]).toEqual([route, 401, 401, 200]);
  }
  await open.stop();
  // Without a token: only this machine itself, no proxy on it, no page in a browser on it.
  expect((await fetch(`${service.url}/metrics`)).status).toBe(200);
  for (const headers of [
    { 'x-forwarded-for': '203.0.113.9' },
    { forwarded: 'for=203.0.113.9' },
    { via: '1.1 proxy' },
    { origin: 'https://evil.example' },
  ] as Record<string, string>[])
    expect([headers, (await fetch(`${service.url}/metrics`, { headers })).status]).toEqual([headers, 401]);
  for (const away of [
    '/.git/config',
    '/.env',
    '/package.json',
    '/src/main.ts',
    '/main.js.map',
    '/debug',
    '/debug/pprof',
    '/console',
    '/server-status',
    '/node_modules/koa/package.json',
  ])
    expect([away, (await fetch(`${service.url}${away}`)).status]).toEqual([away, 404]);
}, 60_000);
