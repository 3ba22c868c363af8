import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { migrate, openDatabase, unprotectedTables } from '../../service/src/adapters/knex/database.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import type { AgentDefinition } from '../../service/src/agents/runtime/agent.ts';
import type { Run } from '../../service/src/domains/runs/contract.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import { fail } from '../../service/src/kernel/result.ts';
import { actor, addSite, createKit, describe as describePiece, FakeInbox, makeAgent, makeBatch, makeProduct, silent, until, type Kit } from './run-kit.ts';

let folder: string;
let postgres: Postgres;
const open: Kit[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-runs-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  const database = openDatabase(postgres.url);
  await migrate(database, fileURLToPath(new URL('../../service/migrations', import.meta.url)));
  await database.destroy();
}, 60_000);

afterEach(async () => {
  for (const kit of open.splice(0)) await kit.stop();
}, 20_000);

afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

interface Shop {
  kit: Kit;
  site: string;
  inbox: FakeInbox;
  start(targets: number[] | 'all', agent?: string): Promise<string>;
  read(id: string): Promise<Run>;
  ended(id: string, timeoutMs?: number): Promise<Run>;
}

async function openShop(options: { products?: number; agents?: AgentDefinition[]; reachable?: () => boolean; work?: boolean; drainMs?: number } = {}): Promise<Shop> {
  const inbox = new FakeInbox();
  const kit = await createKit({
    url: postgres.url,
    agents: options.agents ?? [makeAgent('describe')],
    carrier: inbox,
    ...(options.reachable ? { reachable: options.reachable } : {}),
    ...(options.drainMs ? { drainMs: options.drainMs } : {}),
  });
  open.push(kit);
  const site = newId();
  await addSite(kit.database, site);
  await kit.catalogue.service.receive(site, makeBatch(Array.from({ length: options.products ?? 3 }, (_, index) => makeProduct(index + 1))));
  if (options.work !== false) await kit.work();
  const read = async (id: string): Promise<Run> => {
    const run = await kit.runs.service.read(site, id);
    if (!run.ok) throw new Error(run.error.message);
    return run.value;
  };
  return {
    kit,
    site,
    inbox,
    read,
    async start(targets, agent = 'describe') {
      const started = await kit.runs.service.start(site, agent, { targets, options: { mode: 'fill-empty' }, actor }, null);
      if (!started.ok) throw new Error(started.error.message);
      return started.value.id;
    },
    ended: (id, timeoutMs) => until(async () => ((run) => ['completed', 'failed', 'cancelled'].includes(run.status) && run)(await read(id)), timeoutMs),
  };
}

test('a run on 20 products proposes once for each, and is completed only when WordPress has its report', async () => {
  const { start, ended, inbox, kit, site } = await openShop({ products: 20 });
  const from = (await kit.runs.service.events(site, { limit: 1 })).next;
  const run = await start('all');
  const done = await ended(run);
  expect(done).toMatchObject({ status: 'completed', progress: { done: 20, total: 20 }, outcomes: { proposal: 20 }, error: null });
  expect(Object.keys(done.report)).toHaveLength(20);
  expect(done.report['7']).toMatchObject({ title: 'Piece 7', outcome: 'proposal', message: '1 change proposed.' });
  const { proposals, report } = inbox.of(run);
  expect(proposals).toHaveLength(20);
  expect(inbox.order.at(-1)).toBe('run');
  expect(report?.payload).toMatchObject({ status: 'completed', report: done.report });
  const { events } = await kit.runs.service.events(site, { after: from, limit: 100 });
  expect(events.map((event) => event.type)).toEqual(['queued', 'started', ...Array<string>(20).fill('target'), 'completed']);
  expect(events.map((event) => event.seq)).toEqual([...events.map((event) => event.seq)].sort((a, b) => a - b));
  expect(events.at(-2)?.progress).toEqual({ done: 20, total: 20 });
});

test('a product that is not in the catalogue fails alone, and its target can be retried', async () => {
  const { start, ended, kit, site } = await openShop();
  const done = await ended(await start([1, 77]));
  expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 1, failed: 1 } });
  expect(done.report['77']?.message).toContain('Not in the catalogue');
  const retried = await kit.runs.service.retry(site, done.id, null);
  if (!retried.ok) throw new Error(retried.error.message);
  const again = await ended(retried.value.id);
  expect(again).toMatchObject({ status: 'failed', progress: { done: 1, total: 1 } });
  expect(again.error).toContain('No piece could be worked');
});

test('the same Idempotency-Key answers the same run, and with another request a refusal', async () => {
  const { kit, site } = await openShop();
  const key = newId();
  const ask = (targets: number[]) => kit.runs.service.start(site, 'describe', { targets, options: { mode: 'fill-empty' }, actor }, key);
  const [first, second] = await Promise.all([ask([1]), ask([1])]);
  expect(first.ok && second.ok && first.value.id === second.value.id).toBe(true);
  expect(await ask([2])).toMatchObject({ ok: false, error: { code: 'idempotency_key_reused' } });
  expect((await kit.runs.service.list(site, { page: 1, perPage: 10 })).total).toBe(1);
});

test('cancelling stops what is under way at once, skips the rest and reports what was done', async () => {
  let begun = 0;
  const slow = makeAgent('describe', async (task, context) => {
    begun += 1;
    if (task.target.id > 2) await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    return describePiece(task, context);
  });
  const { start, ended, read, kit, site, inbox } = await openShop({ products: 12, agents: [slow] });
  const run = await start('all');
  await until(async () => (await read(run)).progress.done === 2 && begun >= 5);
  const asked = Date.now();
  expect((await kit.runs.service.cancel(site, run)).ok).toBe(true);
  const done = await ended(run);
  expect(Date.now() - asked).toBeLessThan(1500);
  expect(done).toMatchObject({ status: 'cancelled', progress: { done: 2, total: 12 } });
  await until(async () => inbox.of(run).report);
  expect(inbox.of(run).report?.payload).toMatchObject({ status: 'cancelled', progress: { done: 2, total: 12 } });
  expect(Object.keys(done.report)).toEqual(['1', '2']);
  expect(begun).toBeLessThan(12);
  expect(await kit.runs.service.cancel(site, run)).toMatchObject({ ok: true });
});

test('a run is cancelled by another process than the one that works it', async () => {
  const stuck = makeAgent('describe', async (task, context) => {
    await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    return describePiece(task, context);
  });
  const { start, ended, read, site } = await openShop({ products: 4, agents: [stuck] });
  const other = await createKit({ url: postgres.url, agents: [stuck], carrier: new FakeInbox() });
  open.push(other);
  const run = await start('all');
  await until(async () => (await read(run)).status === 'running');
  await other.runs.service.cancel(site, run);
  expect(await ended(run, 4000)).toMatchObject({ status: 'cancelled', progress: { done: 0, total: 4 } });
});

test('F1 a failure worth another attempt is tried three times in all, then reported; others go on', async () => {
  let attempts = 0;
  const flaky = makeAgent('describe', async (task, context) => {
    if (task.target.id !== 2) return describePiece(task, context);
    attempts += 1;
    return fail({ code: 'overloaded', message: 'The provider is overloaded.', retryable: true, cost: { amount: 0.5, currency: 'USD', tokens: { input: 10, output: 1 } } });
  });
  const { start, ended } = await openShop({ agents: [flaky] });
  const done = await ended(await start('all'));
  expect(attempts).toBe(3);
  expect(done.report['2']).toMatchObject({ outcome: 'failed', message: 'The provider is overloaded.' });
  expect(done).toMatchObject({ status: 'completed', cost: { amount: 1.5, tokens: { input: 30, output: 3 } } });
}, 20_000);

test('an agent that throws, or takes too long, fails its piece with a clear message and not the run', async () => {
  const bad = makeAgent(
    'describe',
    (task, context) => {
      if (task.target.id === 1) throw new Error('secret detail');
      if (task.target.id === 2) return new Promise(() => undefined);
      return describePiece(task, context);
    },
    { timeoutSeconds: 0.2 },
  );
  const { start, ended } = await openShop({ agents: [bad] });
  const done = await ended(await start('all'));
  expect(done.report['1']?.message).toBe('"Test agent" failed on this piece; the cause is in the service\'s log.');
  expect(done.report['2']?.message).toBe('"Test agent" took longer than 0.2 seconds.');
  expect(done.report['3']?.outcome).toBe('proposal');
}, 20_000);

test('where the push is refused the plugin drains the outbox: same messages, same ids, in order, the report last', async () => {
  const { start, read, ended, inbox, kit, site } = await openShop({ products: 6, reachable: () => false });
  inbox.down = true;
  const run = await start('all');
  await until(async () => (await read(run)).progress.done === 6);
  expect((await read(run)).status).toBe('running');
  let after = 0;
  for (;;) {
    const { messages, next } = await kit.outbox.service.page(site, { after, limit: 4 });
    if (messages.length === 0) break;
    after = next;
    await kit.outbox.service.acknowledge(site, inbox.take(messages.map(({ message }) => message)));
  }
  expect(await ended(run)).toMatchObject({ status: 'completed' });
  expect(inbox.of(run).proposals).toHaveLength(6);
  expect(inbox.order.at(-1)).toBe('run');
  expect(inbox.duplicates).toBe(0);
  expect(inbox.pushes).toBeLessThanOrEqual(1);
});

test('push and fetch at the same time double nothing', async () => {
  const { start, ended, inbox, kit, site } = await openShop({ products: 15 });
  const run = await start('all');
  let over = false;
  const drain = (async () => {
    while (!over) {
      const { messages } = await kit.outbox.service.page(site, { after: 0, limit: 50 });
      if (messages.length > 0) await kit.outbox.service.acknowledge(site, inbox.take(messages.map(({ message }) => message)));
    }
  })();
  const done = await ended(run);
  over = true;
  await drain;
  expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 15 } });
  expect(inbox.order).toHaveLength(16);
  expect(inbox.order.at(-1)).toBe('run');
});

test('a site that is back gets what waited, in order, without a new run', async () => {
  const { start, read, ended, inbox, kit, site } = await openShop({ products: 3 });
  inbox.down = true;
  const run = await start('all');
  await until(async () => (await read(run)).progress.done === 3 && inbox.pushes > 0);
  expect((await kit.outbox.service.status(site)).waiting).toBe(3);
  inbox.down = false;
  expect(await ended(run, 8000)).toMatchObject({ status: 'completed' });
  expect((await kit.outbox.service.status(site)).carrier).toMatchObject({ failures: 0, lastPush: { ok: true } });
});

test('a proposal that WordPress refuses is a failed target in the report that WordPress gets', async () => {
  const { start, ended, inbox } = await openShop({ products: 2 });
  const seen = new Set<string>();
  inbox.refuse = (id) => seen.size === 0 ? (seen.add(id), true) : seen.has(id);
  const run = await start('all');
  const done = await ended(run);
  expect(done).toMatchObject({ status: 'completed', outcomes: { failed: 1, proposal: 1 } });
  expect(Object.values(done.report).find((entry) => entry.outcome === 'failed')).toMatchObject({ proposal: null, message: 'WordPress refused the proposal: There is no such product.' });
  expect(inbox.of(run).report?.payload).toMatchObject({ report: done.report });
});

test('stopping lets a running piece end, and leaves a stuck one to the next start', async () => {
  const stuck = makeAgent('describe', async (task, context) => {
    if (task.target.id === 1) await new Promise((resolve) => setTimeout(resolve, 600));
    if (task.target.id === 2) await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    return describePiece(task, context);
  });
  const { start, read, kit, site, inbox } = await openShop({ products: 2, agents: [stuck], drainMs: 1500 });
  const run = await start('all');
  await until(async () => (await read(run)).status === 'running');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const from = Date.now();
  await kit.stop();
  open.splice(open.indexOf(kit), 1);
  expect(Date.now() - from).toBeLessThan(5000);
  const next = await createKit({ url: postgres.url, agents: [makeAgent('describe')], carrier: inbox });
  open.push(next);
  const before = await next.runs.service.read(site, run);
  expect(before).toMatchObject({ ok: true, value: { progress: { done: 1 } } });
  await next.work();
  const done = await until(async () => ((result) => result.ok && result.value.status === 'completed' && result.value)(await next.runs.service.read(site, run)));
  expect(done.outcomes).toEqual({ proposal: 2 });
}, 30_000);

test('I2 without a site in the transaction there are no rows, and another site sees none of them', async () => {
  const { start, ended, kit, site } = await openShop();
  await ended(await start('all'));
  const tables = ['products', 'site_catalogues', 'runs', 'run_steps', 'run_events', 'outbox', 'outbox_carriers'];
  const count = (of: string | null, table: string) =>
    kit.database.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE devskyy_app');
      if (of) await trx.raw("SELECT set_config('devskyy.site', ?, true)", [of]);
      return Number((await trx(table).count<{ count: string }[]>('* as count'))[0]?.count);
    });
  for (const table of tables) {
    expect([table, await count(null, table), await count(newId(), table), (await count(site, table)) > 0]).toEqual([table, 0, 0, true]);
  }
  expect(await unprotectedTables(kit.database)).toEqual([]);
});

test('an estimate is null before the first run, and measured after it', async () => {
  const { start, ended, kit, site } = await openShop();
  const ask = () => kit.agents.service.estimate(site, 'describe', { targets: 'all', options: { mode: 'fill-empty' }, actor });
  expect(await ask()).toMatchObject({ ok: true, value: { targets: 3, seconds: null, cost: { low: 0, high: 0 } } });
  await ended(await start('all'));
  expect(await ask()).toMatchObject({ ok: true, value: { seconds: { basis: 'measured on 3 pieces in the last 1 run on this site' } } });
});

test('a full sync drops what it did not name, but not what changed while it ran', async () => {
  const { kit, site } = await openShop({ products: 4, work: false });
  const receive = (change: Parameters<typeof makeBatch>[1], ids: number[]) => kit.catalogue.service.receive(site, makeBatch(ids.map((id) => makeProduct(id)), change));
  await receive({ generation: 'g1' }, [1, 2]);
  await receive({}, [9]);
  expect(await receive({ generation: 'g1', complete: true, deleted: [2] }, [5])).toEqual({ products: 3 });
  expect(await kit.catalogue.service.ids(site)).toEqual([1, 5, 9]);
});
