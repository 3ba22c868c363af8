import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate, openDatabase } from '../../service/src/adapters/knex/database.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import { openLane, says, type Lane, type Outcome } from './kill-lane.ts';
import { killPoints } from './kill-points.ts';
import { silent, until } from './run-kit.ts';

let folder: string;
let postgres: Postgres;
const lanes: Lane[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-killed-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  const database = openDatabase(postgres.url);
  await migrate(database, fileURLToPath(new URL('../../service/migrations', import.meta.url)));
  await database.destroy();
}, 60_000);

afterAll(async () => {
  for (const lane of lanes) await lane.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function lane(name: string): Promise<Lane> {
  const opened = await openLane(postgres.url, name);
  lanes.push(opened);
  return opened;
}

test(`F6 kill -9 at ${killPoints.length} points of a run: nothing is lost, nothing is done twice, all is retaken within 12 s`, async () => {
  const waiting = [...killPoints];
  const outcomes: Outcome[] = [];
  const open: Lane[] = [];
  for (let index = 0; index < 4; index += 1) open.push(await lane(`kill_${index}`));
  await Promise.all(
    open.map(async (own) => {
      for (let point = waiting.shift(); point; point = waiting.shift()) outcomes.push(await own.kill(point));
    }),
  );
  expect(outcomes).toHaveLength(killPoints.length);
  for (const { point, lost, doubled } of outcomes) expect({ point, lost, doubled }).toEqual({ point, lost: 0, doubled: 0 });
  const times = outcomes.flatMap(({ retaken }) => retaken);
  expect(times.length).toBeGreaterThan(killPoints.length / 2);
  expect(Math.max(...times)).toBeLessThan(12);
}, 420_000);

test('F13 a piece that kills the process is given up after three deaths; the others are worked, and it is said where', async () => {
  const { kit, child, shop, startRun, ended } = await lane('poison');
  const site = await shop(8);
  const run = await startRun(site);
  let deaths = 0;
  let stopping = false;
  let service = child({ dieAt: null, poison: 3 });
  const again = (): void => {
    if (stopping) return;
    deaths += 1;
    service = child({ dieAt: null, poison: 3 });
    service.once('exit', again);
  };
  service.once('exit', again);
  const done = await ended(site, run);
  stopping = true;
  service.kill('SIGTERM');
  await once(service, 'exit');
  expect(deaths).toBe(3);
  expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 7, failed: 1 } });
  expect(done.report['3']?.message).toContain('died 3 times while it worked on this piece');
  const letters = await until(async () => ((found) => found.length > 0 && found)(await kit.queue.deadLetters(10)));
  expect(letters).toMatchObject([{ job: 'work-step', payload: { site, run, target: 3 } }]);
  const ledger = await kit.runs.service.errors(site, run, 100);
  const own = ledger.ok ? ledger.value.errors.filter(({ target }) => target === 3) : [];
  expect(own.map(({ kind, retry_at: retry }) => [kind, retry !== null])).toEqual([
    ['died', false],
    ['died', true],
    ['died', true],
  ]);
}, 120_000);

test('F8 SIGTERM lets the pieces at work end within 30 s, takes no new ones, and the next process does the rest', async () => {
  const { child, shop, startRun, read, ended } = await lane('term');
  const site = await shop(8);
  const first = child({ dieAt: null, workMs: 3000 });
  await says(first, 'ready');
  const run = await startRun(site);
  await until(async () => (await read(site, run)).status === 'running');
  const asked = Date.now();
  first.kill('SIGTERM');
  expect(await once(first, 'exit')).toEqual([0, null]);
  expect(Date.now() - asked).toBeLessThan(30_000);
  const between = await read(site, run);
  expect(between.progress.done).toBeGreaterThan(0);
  expect(between.progress.done).toBeLessThan(8);
  const next = child({ dieAt: null });
  expect((await ended(site, run)).outcomes).toEqual({ proposal: 8 });
  next.kill('SIGTERM');
  await once(next, 'exit');
}, 90_000);

test('a piece that has lost its job is found and worked within 12 s', async () => {
  const { kit, child, shop, startRun, ended } = await lane('orphan');
  const site = await shop(3);
  const run = await startRun(site);
  await kit.database.raw("DELETE FROM jobs.job WHERE name = 'work-step' AND data->>'run' = ?", [run]);
  const deleted = Date.now();
  const service = child({ dieAt: null });
  expect((await ended(site, run)).outcomes).toEqual({ proposal: 3 });
  expect(Date.now() - deleted).toBeLessThan(12_000);
  service.kill('SIGTERM');
  await once(service, 'exit');
}, 60_000);

test('H5 two service processes on one database share a run: each piece is worked once, and both see all of it', async () => {
  const { kit, inbox, child, shop, startRun, ended } = await lane('two');
  const site = await shop(40);
  const both = [child({ dieAt: null, workMs: 100 }), child({ dieAt: null, workMs: 100 })];
  await Promise.all(both.map((service) => says(service, 'ready')));
  const run = await startRun(site);
  // This test's own kit is a third process's view: it works nothing, and follows.
  const done = await ended(site, run);
  expect(done.outcomes).toEqual({ proposal: 40 });
  const { events } = await kit.runs.service.events(site, { after: 0, limit: 1000 });
  expect(events.filter((event) => event.type === 'target')).toHaveLength(40);
  const { proposals } = inbox.of(run);
  expect([proposals.length, inbox.duplicates]).toEqual([40, 0]);
  const workers = new Set(proposals.map((message) => message.type === 'proposal' && message.payload.rationale));
  expect([...workers].sort()).toEqual(both.map(({ pid }) => `by process ${pid}`).sort());
  for (const service of both) service.kill('SIGTERM');
  await Promise.all(both.map((service) => once(service, 'exit')));
}, 90_000);
