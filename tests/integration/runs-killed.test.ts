import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '../../service/src/adapters/knex/database.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import type { Message } from '../../service/src/domains/outbox/contract.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import { actor, addSite, createKit, FakeInbox, makeAgent, makeBatch, makeProduct, silent, until, type Kit } from './run-kit.ts';

let folder: string;
let postgres: Postgres;
let kit: Kit;
let server: http.Server;
const inbox = new FakeInbox();
let restUrl: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-killed-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  kit = await createKit({ url: postgres.url, agents: [makeAgent('describe')], carrier: inbox });
  await migrate(kit.database, fileURLToPath(new URL('../../service/migrations', import.meta.url)));
  server = http.createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  restUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/wp-json/devskyy/v1`;
}, 60_000);

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  server.close();
  await kit.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as { messages: Message[] };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(inbox.take(messages)));
}

const script = fileURLToPath(new URL('./run-child.ts', import.meta.url));
const children = new Set<ChildProcess>();

function startService(dieAt: { point: string; times: number } | null): ChildProcess {
  const child = spawn(process.execPath, [script, JSON.stringify({ url: postgres.url, inbox: restUrl, dieAt })], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** What is stuck where, for a test that waits in vain. */
async function whereItHangs(): Promise<string> {
  const queries = [
    'SELECT state, claims, count(*) FROM run_steps GROUP BY 1, 2',
    'SELECT phase, status, done FROM runs',
    'SELECT type, result, count(*) FROM outbox GROUP BY 1, 2',
    'SELECT * FROM outbox_carriers',
    "SELECT name, state, data, singleton_key, retry_count, start_after, heartbeat_on, heartbeat_seconds, now() FROM jobs.job WHERE state <> 'completed'",
  ];
  const answers = await Promise.all(queries.map(async (query) => ((await kit.database.raw(query)) as { rows: unknown[] }).rows));
  return answers.map((rows) => JSON.stringify(rows)).join('\n');
}

const points = [
  { point: 'devskyy_run_steps_claimed_total', times: 2 },
  { point: 'inside the agent', times: 2 },
  { point: 'devskyy_run_step_seconds', times: 2 },
  { point: 'devskyy_fashion_operations_total', times: 2 },
  { point: 'devskyy_outbox_pushes_total', times: 1 },
];

test('F6 kill -9 at five points of a 20-product run: no product is lost, and none is proposed twice', async () => {
  const site = newId();
  await addSite(kit.database, site, restUrl);
  await kit.catalogue.service.receive(site, makeBatch(Array.from({ length: 20 }, (_, index) => makeProduct(index + 1))));
  let service = startService(points[0]!);
  // A service makes its queues when it starts; only then can a run be taken.
  await until(
    async () =>
      (await kit.database.schema.withSchema('jobs').hasTable('queue')) &&
      (await kit.database('jobs.queue').where({ name: 'watch-run' }).first()),
    60_000,
  );
  const started = await kit.runs.service.start(site, 'describe', { targets: 'all', options: { mode: 'fill-empty' }, actor }, newId());
  if (!started.ok) throw new Error(started.error.message);
  for (const [index, { point }] of points.entries()) {
    const [, signal] = (await once(service, 'exit')) as [number | null, string | null];
    expect([point, signal]).toEqual([point, 'SIGKILL']);
    service = startService(points[index + 1] ?? null);
  }
  const from = Date.now();
  const done = await until(
    async () => ((run) => run.ok && run.value.status === 'completed' && run.value)(await kit.runs.service.read(site, started.value.id)),
    60_000,
  ).catch(async (error: unknown) => {
    throw new Error(await whereItHangs(), { cause: error });
  });
  const seconds = (Date.now() - from) / 1000;
  service.kill('SIGTERM');
  await once(service, 'exit');
  expect(done.outcomes).toEqual({ proposal: 20 });
  const { proposals, report } = inbox.of(started.value.id);
  const targets = proposals.map((message) => (message.type === 'proposal' ? message.payload.target.id : 0)).sort((a, b) => a - b);
  expect(targets).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(Object.keys(report?.type === 'run' ? report.payload.report : {})).toHaveLength(20);
  expect(inbox.order.at(-1)).toBe('run');
  process.stderr.write(
    `completed ${seconds} s after the last kill; the inbox saw ${inbox.duplicates} messages twice and stored none of them twice\n`,
  );
}, 180_000);
