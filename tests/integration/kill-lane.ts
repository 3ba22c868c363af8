import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../service/src/adapters/knex/database.ts';
import type { Message } from '../../service/src/domains/outbox/contract.ts';
import type { Run } from '../../service/src/domains/runs/contract.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import type { KillPoint } from './kill-points.ts';
import type { ChildOrders } from './run-child.ts';
import { actor, addSite, createKit, FakeInbox, makeAgent, makeBatch, makeProduct, until, type Kit } from './run-kit.ts';

const script = fileURLToPath(new URL('./run-child.ts', import.meta.url));
const pieces = 6;

export interface Outcome {
  point: string;
  /** pieces without a proposal in WordPress, or runs without a report. */
  lost: number;
  /** pieces with two proposals, events or counts. */
  doubled: number;
  /** seconds from the kill until each job that was at work is at work again. */
  retaken: number[];
  /** seconds from the kill until WordPress had everything. */
  ended: number;
}

/** A database, a WordPress inbox and services that die: one kill after the other. */
export interface Lane {
  kit: Kit;
  inbox: FakeInbox;
  child(orders: Omit<ChildOrders, 'url' | 'inbox'>): ChildProcess;
  /** a new shop in this lane. */
  shop(products?: number): Promise<string>;
  startRun(site: string, key?: string): Promise<string>;
  read(site: string, run: string): Promise<Run>;
  ended(site: string, run: string): Promise<Run>;
  kill(point: KillPoint): Promise<Outcome>;
  close(): Promise<void>;
}

/** `url` is a migrated database; the lane works on a copy of it, so that lanes do not take each other's jobs. */
export async function openLane(url: string, name: string): Promise<Lane> {
  const own = await copyDatabase(url, name);
  const inbox = new FakeInbox();
  const kit = await createKit({ url: own, agents: [makeAgent('describe')], carrier: inbox });
  const server = await serveInbox(inbox);
  const restUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wp-json/devskyy/v1`;
  const children = new Set<ChildProcess>();
  const lane: Lane = {
    kit,
    inbox,
    child(orders) {
      const child = spawn(process.execPath, [script, JSON.stringify({ url: own, inbox: restUrl, ...orders })], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      children.add(child);
      child.once('exit', () => children.delete(child));
      return child;
    },
    async shop(products = pieces) {
      const site = newId();
      await addSite(kit.database, site, restUrl);
      await kit.catalogue.service.receive(site, makeBatch(Array.from({ length: products }, (_, index) => makeProduct(index + 1))));
      return site;
    },
    async startRun(site, key = newId()) {
      const started = await kit.runs.service.start(site, 'describe', { targets: 'all', options: { mode: 'fill-empty' }, actor }, key);
      if (!started.ok) throw new Error(started.error.message);
      return started.value.id;
    },
    async read(site, run) {
      const found = await kit.runs.service.read(site, run);
      if (!found.ok) throw new Error(found.error.message);
      return found.value;
    },
    ended: (site, run) =>
      until(
        async () => ((found) => ['completed', 'failed', 'cancelled'].includes(found.status) && found)(await lane.read(site, run)),
        60_000,
      ),
    kill: (point) => killOnce(lane, point),
    async close() {
      for (const child of children) child.kill('SIGKILL');
      server.close();
      server.closeAllConnections();
      await kit.stop();
    },
  };
  await queuesOf(lane);
  return lane;
}

async function copyDatabase(url: string, name: string): Promise<string> {
  const parts = new URL(url);
  const template = parts.pathname.slice(1);
  parts.pathname = '/postgres';
  const admin = openDatabase(parts.href);
  await admin.raw('CREATE DATABASE ?? TEMPLATE ??', [name, template]);
  await admin.destroy();
  parts.pathname = `/${name}`;
  return parts.href;
}

async function serveInbox(inbox: FakeInbox): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as { messages: Message[] };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(inbox.take(messages)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A service makes its queues when it works for the first time; only then can a run be taken. */
async function queuesOf(lane: Lane): Promise<void> {
  const first = lane.child({ dieAt: null });
  await says(first, 'ready');
  first.kill('SIGTERM');
  await once(first, 'exit');
}

async function killOnce(lane: Lane, { name, at, times, starts }: KillPoint): Promise<Outcome> {
  const { kit } = lane;
  const site = await lane.shop();
  const key = newId();
  const victim = lane.child({ dieAt: { point: at, times }, ...(starts ? { start: { site, key } } : {}) });
  // Its successor has started and takes nothing yet: how long Node takes to start is not what is measured.
  const next = lane.child({ dieAt: null, waits: true });
  const booted = says(next, 'booted');
  let killed = 0;
  victim.once('exit', () => (killed = Date.now()));
  const gone = once(victim, 'exit') as Promise<[number | null, string | null]>;
  await booted;
  const early = starts ? null : await lane.startRun(site, key);
  const [code, signal] = await Promise.race([gone, late(name)]);
  if (signal !== 'SIGKILL') throw new Error(`"${name}" was not reached: the service ended with ${code ?? signal}.`);
  next.stdin!.write('go\n');
  // Who was not answered asks again, with the same key.
  const run = early ?? (await lane.startRun(site, key));
  const done = await lane.ended(site, run);
  const ended = (Date.now() - killed) / 1000;
  next.kill('SIGTERM');
  await once(next, 'exit');
  const { rows } = (await kit.database.raw(
    `SELECT extract(epoch FROM started_on)::float8 AS at FROM jobs.job WHERE retry_count > 0 AND data->>'site' = ? AND started_on > to_timestamp(?)`,
    [site, killed / 1000],
  )) as { rows: { at: number }[] };
  const { lost, doubled } = await account(lane, site, done);
  return { point: name, lost, doubled, retaken: rows.map(({ at: again }) => again - killed / 1000), ended };
}

/** Waits until the process has said the word on its standard output. */
export const says = (child: ChildProcess, word: 'booted' | 'ready'): Promise<void> =>
  new Promise((resolve) => {
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(word)) resolve();
    });
  });

async function late(name: string): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, 45_000).unref());
  throw new Error(`"${name}" was not reached within 45 s.`);
}

/** What WordPress and the service hold after it all: each piece exactly once, everywhere. */
async function account({ kit, inbox }: Lane, site: string, run: Run): Promise<{ lost: number; doubled: number }> {
  const { proposals, report } = inbox.of(run.id);
  const targets = proposals.map((message) => (message.type === 'proposal' ? message.payload.target.id : 0));
  const runs = (await kit.runs.service.list(site, { page: 1, perPage: 10 })).total;
  const { events } = await kit.runs.service.events(site, { after: 0, limit: 1000 });
  const told = events.filter((event) => event.type === 'target').length;
  const reported = report?.type === 'run' ? Object.keys(report.payload.report).length : 0;
  const once = new Set(targets).size;
  return {
    lost: pieces - once + (pieces - reported) + (run.outcomes['proposal'] === pieces ? 0 : 1),
    doubled: targets.length - once + Math.abs(told - pieces) + Math.abs(run.progress.done - pieces) + (runs - 1),
  };
}
