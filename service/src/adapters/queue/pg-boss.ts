import { fromKnex, PgBoss } from 'pg-boss';
import type { Knex } from 'knex';
import type { JobDefinition } from '../../kernel/job.ts';
import type { Queue, SendOptions } from '../../kernel/queue.ts';
import type { Logger } from '../../kernel/world.ts';
import { createDeadLetters, deadLetterQueue, type Row } from './dead-letters.ts';
import { createLooks } from './looks.ts';

interface Options {
  /** host may be the folder of a unix socket. */
  connection: { host?: string; port?: number; user?: string; password?: string; database?: string; connectionString?: string };
  logger: Logger;
  /** how long running jobs may take to end when the service stops. */
  drainMs: number;
}

/**
 * Seconds without a sign of life after which a job's worker counts as dead, and between two signs. pg-boss's own options start at 10; the
 * column takes less. With the supervisor's look each 2 s and a worker's each second, a killed worker's piece is retaken within 8 s.
 */
const deadAfterSeconds = 5;
const signEverySeconds = 1.5;

/** The queue of jobs in PostgreSQL (pg-boss): its own pool; LISTEN/NOTIFY wakes idle workers, polling is the safety net. */
export async function startQueue(options: Options): Promise<Queue> {
  const boss = new PgBoss({
    ...options.connection,
    max: 4,
    schema: 'jobs',
    useListenNotify: true,
    application_name: 'devskyy-queue',
    // how soon the job of a killed worker is noticed once its heartbeat is overdue
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 300,
  });
  boss.on('error', (error) => options.logger.error({ err: error.message }, 'The queue reported an error.'));
  await boss.start();
  await boss.createQueue(deadLetterQueue);
  const sql = async <R extends Row>(text: string, values: unknown[] = []): Promise<R[]> =>
    (await boss.getDb().executeSql(text, values)).rows as R[];
  const names: string[] = [];
  const workers = new Map<string, number>();
  return {
    ...createDeadLetters(boss, sql, asOwner),
    ...createLooks(sql, workers),
    async send(name, payload, send) {
      await boss.send(name, payload, sendOptions(send));
    },
    async sendMany(name, payloads, send) {
      const { within, ...rest } = splitOptions(send);
      const jobs = payloads.map((data) => ({ data, ...rest }));
      if (within === undefined) await boss.insert(name, jobs);
      else await boss.insert(name, jobs, { db: asOwner(within as Knex.Transaction) });
    },
    async work(jobs, deps) {
      for (const job of jobs) {
        await createQueue(boss, job);
        await sql('UPDATE jobs.queue SET heartbeat_seconds = $2 WHERE name = $1', [job.name, deadAfterSeconds]);
        names.push(job.name);
        workers.set(job.name, job.concurrency);
      }
      for (const job of jobs) await startWorkers(boss, job, deps, options.logger);
    },
    async counts() {
      const result: Record<string, { queued: number; active: number; failed: number }> = {};
      for (const queue of await boss.getQueues(names)) {
        result[queue.name] = { queued: queue.queuedCount, active: queue.activeCount, failed: queue.failedCount };
      }
      return result;
    },
    async stop() {
      await boss.stop({ graceful: true, close: true, timeout: options.drainMs });
    },
  };
}

function splitOptions(send: SendOptions | undefined): { within?: unknown; startAfter?: number; singletonKey?: string; priority?: number } {
  return {
    ...(send?.within === undefined ? {} : { within: send.within }),
    ...(send?.startAfterSeconds === undefined ? {} : { startAfter: send.startAfterSeconds }),
    ...(send?.singletonKey === undefined ? {} : { singletonKey: send.singletonKey }),
    ...(send?.priority === undefined ? {} : { priority: send.priority }),
  };
}

function sendOptions(send: SendOptions | undefined): object {
  const { within, ...rest } = splitOptions(send);
  return within === undefined ? rest : { ...rest, db: asOwner(within as Knex.Transaction) };
}

/** The queue's tables belong to the database's owner: a site-scoped transaction steps out of its role for the one statement. */
function asOwner(trx: Knex.Transaction): ReturnType<typeof fromKnex> {
  const db = fromKnex(trx);
  return {
    ...db,
    async executeSql(text: string, values?: unknown[]) {
      const scoped = (await trx.raw("SELECT current_user AS role, set_config('role', 'none', true)")) as { rows: { role: string }[] };
      const result = await db.executeSql(text, values);
      await trx.raw("SELECT set_config('role', ?, true)", [scoped.rows[0]!.role]);
      return result;
    },
  };
}

/**
 * Makes the queue, or brings its settings up to date. Of a queue that is there the heartbeat is left alone: set back to pg-boss's least
 * for even a moment, jobs that another process sends meanwhile would keep it, and be retaken 5 s later for the rest of their lives.
 */
async function createQueue<D>(boss: PgBoss, job: JobDefinition<D>): Promise<void> {
  const settings = {
    retryLimit: job.retryLimit,
    retryDelay: job.retryDelaySeconds,
    retryBackoff: job.retryBackoff,
    expireInSeconds: job.expireInSeconds,
    // ended jobs say nothing that our own tables do not: kept for an hour, so that the monitor's look stays cheap
    deleteAfterSeconds: 3600,
    deadLetter: deadLetterQueue,
    notify: true,
  };
  if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, settings);
  else await boss.createQueue(job.name, { ...settings, heartbeatSeconds: 10, policy: job.singletonKey ? 'short' : 'standard' });
}

async function startWorkers<D>(boss: PgBoss, job: JobDefinition<D>, deps: D, logger: Logger): Promise<void> {
  for (let index = 0; index < job.concurrency; index += 1) await startWorker(boss, job, deps, logger);
}

async function startWorker<D>(boss: PgBoss, job: JobDefinition<D>, deps: D, logger: Logger): Promise<void> {
  const options = {
    notifyPollingIntervalSeconds: 1,
    pollingIntervalSeconds: 1,
    includeMetadata: true as const,
    heartbeatRefreshSeconds: signEverySeconds,
  };
  let worker = '';
  worker = await boss.work(job.name, options, async ([queued]) => {
    if (!queued) return;
    const attempt = queued.retryCount + 1;
    try {
      const payload = job.payload.parse(queued.data);
      await job.handle(payload, { id: queued.id, signal: queued.signal, attempt }, deps);
    } catch (error) {
      const err = error instanceof Error ? error.message : String(error);
      logger.warn({ job: job.name, jobId: queued.id, attempt, err }, 'A job failed and will be retried or given up.');
      throw error;
    } finally {
      // There may be more: look at once instead of after the polling interval.
      boss.notifyWorker(worker);
    }
  });
}
