import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { startPostgres } from '../../service/src/adapters/postgres/embedded.ts';
import { startQueue } from '../../service/src/adapters/queue/pg-boss.ts';
import { defineJob, type JobDefinition } from '../../service/src/kernel/job.ts';
import type { Queue } from '../../service/src/kernel/queue.ts';
import { silent } from '../integration/run-kit.ts';
import { folderIn, type Part, type World } from './bench.ts';
import { median, percentile, round } from './statistics.ts';

const samples = 60;
const jobs = 2000;
const rounds = 3;
const workers = 4;

interface Rates {
  label: string;
  rates: number[];
}

/** The queue of jobs beside the engine that it stands on, with the same number of workers, on the same PostgreSQL. */
export const queuePart: Part = {
  name: 'queue',
  title: 'The queue of jobs beside bare pg-boss',
  figures: ['sendToStartMs', 'vsPgBoss'],
  limit: 180,
  async run(world) {
    const postgres = await startPostgres({ folder: folderIn(world, 'postgres'), logger: silent, searchPath: process.env['PATH'] });
    const bare = new PgBoss({ ...postgres.connection, schema: 'bare', max: 4, useListenNotify: true });
    bare.on('error', (error) => world.say(`pg-boss: ${error.message}`));
    let queue: Queue | null = null;
    try {
      await bare.start();
      const started = new Started();
      queue = await startQueue({ connection: postgres.connection, logger: silent, drainMs: 2000 });
      await queue.work([benchJob], started);
      const latencies = await sendToStart(world, queue, started);
      const rates = await alternate(world, queue, started, bare);
      const [ours, loop, notified] = rates.map((one) => median(one.rates)) as [number, number, number];
      const best = Math.max(loop, notified);
      return {
        figures: { sendToStartMs: round(median(latencies), 1), vsPgBoss: round(ours / best, 2) },
        missing: {},
        tables: [tableOf(rates, best), latencyTable(latencies)],
        notes: [
          `Jobs per second: medians of ${rounds} alternating rounds of ${jobs.toLocaleString('en')} waiting jobs that do nothing, ${workers} at a time, one job a fetch (each is completed by itself). The ratio is to the faster of the two bare ways.`,
          'Ours adds: the payload checked against its schema, a heartbeat, abort signals, retries with back-off, the log of failures.',
          `Send → start: ${samples} single jobs at random moments, from the call of send to the first line of the handler, commit included.`,
        ],
      };
    } finally {
      await queue?.stop();
      await bare.stop({ graceful: false, close: true });
      await postgres.stop();
    }
  },
};

/** Hears of each job's beginning. */
class Started {
  count = 0;
  #heard: (() => void) | null = null;

  note(): void {
    this.count += 1;
    this.#heard?.();
  }

  /** Resolves when `count` has reached this many. */
  async reach(count: number, signal: AbortSignal): Promise<void> {
    while (this.count < count) {
      signal.throwIfAborted();
      await Promise.race([new Promise<void>((resolve) => (this.#heard = resolve)), sleep(1000)]);
    }
  }
}

const benchJob = defineJob<Started>()({
  name: 'bench-job',
  payload: z.object({ id: z.int() }),
  concurrency: workers,
  retryLimit: 2,
  retryDelaySeconds: 1,
  retryBackoff: true,
  expireInSeconds: 60,
  handle: async (_payload, _job, started) => started.note(),
}) as JobDefinition<Started>;

async function sendToStart(world: World, queue: Queue, started: Started): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    await sleep(80 + Math.random() * 120);
    const from = performance.now();
    const begun = started.reach(started.count + 1, world.signal);
    await Promise.all([queue.send(benchJob.name, { id: index }), begun.then(() => times.push(performance.now() - from))]);
  }
  return times;
}

const payloads = (): { id: number }[] => Array.from({ length: jobs }, (_, id) => ({ id }));

async function alternate(world: World, queue: Queue, started: Started, bare: PgBoss): Promise<Rates[]> {
  const ways: [string, (index: number) => Promise<void>][] = [
    ['ours', () => ours(world, queue, started)],
    ['bare pg-boss, fetch and complete in a loop', (index) => bareLoop(bare, `loop-${index}`)],
    ['bare pg-boss, work() woken by notify', (index) => bareWork(world, bare, `work-${index}`)],
  ];
  const rates: Rates[] = ways.map(([label]) => ({ label, rates: [] }));
  for (let index = 0; index < rounds; index += 1) {
    for (const [at, [label, run]] of ways.entries()) {
      world.signal.throwIfAborted();
      const from = performance.now();
      await run(index);
      rates[at]!.rates.push(jobs / ((performance.now() - from) / 1000));
      world.say(`round ${index + 1}, ${label}: ${round(rates[at]!.rates.at(-1)!)} jobs/s`);
    }
  }
  return rates;
}

/** From the sending of all to the beginning of the last. */
async function ours(world: World, queue: Queue, started: Started): Promise<void> {
  const target = started.count + jobs;
  await queue.sendMany(benchJob.name, payloads());
  await started.reach(target, world.signal);
}

async function bareLoop(bare: PgBoss, name: string): Promise<void> {
  await bare.createQueue(name);
  await bare.insert(
    name,
    payloads().map((data) => ({ data })),
  );
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let [job] = await bare.fetch(name); job; [job] = await bare.fetch(name)) await bare.complete(name, job.id);
    }),
  );
}

/** The engine's own workers, woken at once after each job as ours are. */
async function bareWork(world: World, bare: PgBoss, name: string): Promise<void> {
  await bare.createQueue(name, { notify: true });
  const started = new Started();
  const ids: string[] = [];
  const handler = async (): Promise<void> => {
    started.note();
    ids.forEach((id) => bare.notifyWorker(id));
  };
  for (let index = 0; index < workers; index += 1) ids.push(await bare.work(name, { pollingIntervalSeconds: 0.5 }, handler));
  await bare.insert(
    name,
    payloads().map((data) => ({ data })),
  );
  ids.forEach((id) => bare.notifyWorker(id));
  await started.reach(jobs, world.signal);
  await bare.offWork(name);
}

function tableOf(rates: Rates[], best: number) {
  const rows = rates.map(({ label, rates: all }) => [label, round(median(all)), round(median(all) / best, 2)]);
  return { head: ['Queue', 'jobs/s', '÷ the faster bare way'], rows };
}

const latencyTable = (times: number[]) => ({
  head: ['Send → start', 'ms'],
  rows: [
    ['median', round(median(times), 1)],
    ['95th percentile', round(percentile(times, 0.95), 1)],
  ],
});
