import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres, type Postgres } from './embedded.ts';
import { own } from './locks.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const query = async (server: Postgres, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client(server.connection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

describe('embedded PostgreSQL', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'pg-'));
    chmodSync(folder, 0o711);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('it keeps its rows over a stop, and over a kill -9 of its postmaster', async () => {
    const cluster = path.join(folder, 'cluster');
    const options = { folder: cluster, logger: silent, searchPath: process.env['PATH'] };
    const first = await startPostgres(options);
    await query(first, 'CREATE TABLE kept AS SELECT 1 AS n');
    await first.stop();
    const second = await startPostgres(options);
    expect(await query(second, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await query(second, 'INSERT INTO kept VALUES (2)');
    process.kill(Number(readFileSync(path.join(cluster, 'data/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
    await second.stop();
    const third = await startPostgres(options);
    expect(await query(third, 'SELECT n FROM kept ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
    expect((await query(third, 'SHOW listen_addresses'))[0]).toEqual({ listen_addresses: '' });
    await third.stop();
  }, 60000);

  test('a folder has one owner at a time, and an owner that is gone does not count', async () => {
    const release = await own(folder);
    expect(existsSync(path.join(folder, 'owner.json'))).toBe(true);
    release();
    writeFileSync(path.join(folder, 'owner.json'), JSON.stringify({ pid: 1, start: -1, boot: 'another' }));
    (await own(folder))();
    expect(existsSync(path.join(folder, 'owner.json'))).toBe(false);
  });

  test('a database that does not answer is named in words that help', async () => {
    await expect(startPostgres({ folder, logger: silent, databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' })).rejects.toThrow(
      /DATABASE_URL does not answer.*unset it/,
    );
  });
});
