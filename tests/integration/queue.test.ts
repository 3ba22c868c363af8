import { beforeAll, afterAll, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { openDatabase, type Database } from '../../service/src/adapters/knex/database.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import { startQueue } from '../../service/src/adapters/queue/pg-boss.ts';
import { defineJob } from '../../service/src/kernel/job.ts';
import { silent } from './run-kit.ts';

let folder: string;
let postgres: Postgres;
let database: Database;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-queue-'));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as another account, which must be able to pass
  postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  database = openDatabase(postgres.url);
}, 60_000);

afterAll(async () => {
  await database.destroy();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const job = defineJob<object>()({
  name: 'look-around',
  payload: z.object({}),
  concurrency: 1,
  retryLimit: 1,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 60,
  handle: () => Promise.resolve(),
});

test('a second process that starts never changes how soon a dead worker’s job is noticed', async () => {
  const options = { connection: { connectionString: postgres.url }, logger: silent, drainMs: 1000 };
  const first = await startQueue(options);
  await first.work([job], {});
  await database.raw(`
    CREATE TABLE heartbeats (seconds int);
    CREATE FUNCTION note_heartbeat() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO public.heartbeats VALUES (NEW.heartbeat_seconds); RETURN NULL; END $$;
    CREATE TRIGGER note AFTER UPDATE ON jobs.queue FOR EACH ROW WHEN (NEW.name = 'look-around') EXECUTE FUNCTION note_heartbeat();`);
  const second = await startQueue(options);
  await second.work([job], {});
  await second.stop();
  await first.stop();
  const { rows } = await database.raw<{ rows: { seconds: number }[] }>('SELECT DISTINCT seconds FROM heartbeats');
  expect(rows).toEqual([{ seconds: 5 }]);
}, 30_000);
