import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { canReach, unprivilegedAccount, type Account } from '../../kernel/account.ts';
import type { Logger } from '../../kernel/world.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { dropDeadLocks, endLeftOver, own } from './locks.ts';

const run = promisify(execFile);
const guard = fileURLToPath(new URL('./guard.sh', import.meta.url));
const user = 'devskyy';
const database = 'devskyy';

export interface PostgresOptions {
  /** where the cluster lives; made when missing. Its parents must be enterable by the account that PostgreSQL runs as. */
  folder: string;
  logger: Logger;
  /** a server of the operator's own: nothing is started then. */
  databaseUrl?: string | undefined;
  /** the PATH to look for PostgreSQL's programs in. */
  searchPath?: string | undefined;
}

export interface Postgres {
  /** for pg, knex and pg-boss alike; the owner of the database, who migrates. */
  url: string;
  connection: { connectionString: string };
  /** e.g. 18.4 */
  version: string;
  source: 'external' | 'embedded';
  stop(): Promise<void>;
}

interface Cluster {
  data: string;
  sockets: string;
  log: string;
  binaries: Binaries;
  account: Account | null;
}

/**
 * The service's PostgreSQL: `databaseUrl`, else a private cluster in `folder` on a unix socket that only this account (and root) can
 * open. Data is fsynced. When the service goes, however it goes, the server stops too. A server that dies is started again.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  if (options.databaseUrl) return external(options.databaseUrl);
  const account = unprivilegedAccount(['postgres', 'nobody']);
  prepare(options.folder, account);
  const release = await own(options.folder);
  try {
    const cluster = await makeCluster(options, account);
    if (await endLeftOver(cluster.data)) options.logger.warn({}, 'ended a PostgreSQL that an earlier run had left behind');
    const server = supervise(cluster, options.logger);
    const url = urlOf(cluster.sockets, database);
    try {
      await server.ready;
      await createDatabase(cluster.sockets);
    } catch (error) {
      await server.stop();
      throw error;
    }
    const stop = async (): Promise<void> => {
      await server.stop();
      release();
    };
    return { url, connection: { connectionString: url }, version: cluster.binaries.version, source: 'embedded', stop };
  } catch (error) {
    release();
    throw error;
  }
}

async function external(url: string): Promise<Postgres> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    const version = rows[0]?.server_version.split(' ')[0] ?? 'unknown';
    return { url, connection: { connectionString: url }, version, source: 'external', stop: () => Promise.resolve() };
  } catch (error) {
    throw new Error(
      `DATABASE_URL does not answer: ${(error as Error).message}. Check host, user and password, or unset it to use the built-in PostgreSQL.`,
      {
        cause: error,
      },
    );
  } finally {
    await client.end();
  }
}

function prepare(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!account) return;
  chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  if (!canReach(folder, account)) {
    throw new Error(
      `As root, PostgreSQL runs as the account "${account.name}", which cannot enter ${folder}. ` +
        "Choose a data folder outside root's home (for example /var/lib/devskyy), run as another user, or set DATABASE_URL.",
    );
  }
}

/** A unix socket's path may have 107 bytes; deeper folders get a private one under the system's temporary folder. */
function socketFolder(folder: string, account: Account | null): string {
  const near = path.join(folder, 'run');
  const chosen = Buffer.byteLength(near) <= 85 ? near : mkdtempSync(path.join(os.tmpdir(), 'devskyy-'));
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  if (account) chownSync(chosen, account.uid, account.gid);
  return chosen;
}

async function makeCluster(options: PostgresOptions, account: Account | null): Promise<Cluster> {
  const data = path.join(options.folder, 'data');
  const marker = path.join(data, 'PG_VERSION');
  const major = existsSync(marker) ? Number.parseInt(readFileSync(marker, 'utf8'), 10) : null;
  const binaries = await findBinaries({ folder: options.folder, searchPath: options.searchPath ?? '', account, major });
  if (major === null) await initialise(binaries, data, account);
  return { data, sockets: socketFolder(options.folder, account), log: path.join(options.folder, 'postgres.log'), binaries, account };
}

/** initdb into a folder aside, then one rename: a start that is cut off leaves nothing half made. */
async function initialise(binaries: Binaries, data: string, account: Account | null): Promise<void> {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
  const args = ['-D', fresh, '-U', user, '--auth-local=trust', '--auth-host=reject', '-E', 'UTF8', '--locale=C', '--data-checksums'];
  try {
    await run(path.join(binaries.bin, 'initdb'), args, { ...ids(account), cwd: path.dirname(data), env: environment() });
  } catch (error) {
    throw new Error(`PostgreSQL could not make its database in ${data}: ${String((error as { stderr?: string }).stderr ?? error).trim()}`, {
      cause: error,
    });
  }
  renameSync(fresh, data);
}

const ids = (account: Account | null): { uid?: number; gid?: number } => (account ? { uid: account.uid, gid: account.gid } : {});
const environment = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  // glibc: a connection gives back what a large query took, instead of keeping it for the next one (docs/benchmarks.md)
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_TOP_PAD_: '16384',
});
const urlOf = (sockets: string, name: string): string => `postgresql://${user}@localhost/${name}?host=${encodeURIComponent(sockets)}`;

function launch(cluster: Cluster): ChildProcess {
  const log = openSync(cluster.log, 'a', 0o600);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: cluster.sockets,
    unix_socket_permissions: '0700',
    // one shop's service on one machine: what a connection or a query may take is kept small
    shared_buffers: '16MB',
    max_connections: '80',
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    autovacuum_max_workers: '1',
    // nothing is replicated and reads come from the page cache: processes that would only lie there are not started
    max_logical_replication_workers: '0',
    ...(Number.parseInt(cluster.binaries.version, 10) >= 18 ? { io_method: 'sync' } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [path.join(cluster.binaries.bin, 'postgres'), '-D', cluster.data, ...flags];
  try {
    // The script goes along as text: the account may not be able to read the file where the clone lies.
    return spawn('/bin/sh', ['-c', readFileSync(guard, 'utf8'), 'guard', 'INT', '10', ...command], {
      ...ids(cluster.account),
      detached: true,
      stdio: ['pipe', log, log],
      cwd: path.dirname(cluster.data),
      env: environment(),
    });
  } finally {
    closeSync(log);
  }
}

/** Keeps the server up until told to stop. `ready` fails when the first start does. */
function supervise(cluster: Cluster, logger: Logger): { ready: Promise<void>; stop(): Promise<void> } {
  let stopping = false;
  let current: { child: ChildProcess; gone: Promise<void> } | null = null;
  const start = async (): Promise<void> => {
    current = await untilUp(cluster, () => stopping);
    void current.gone.then(() => {
      if (stopping) return;
      logger.error({ log: cluster.log }, 'PostgreSQL ended by itself; starting it again');
      start().catch((error: unknown) => logger.error({ err: error }, 'PostgreSQL could not be started again'));
    });
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    current?.child.stdin?.end();
    await current?.gone;
  };
  return { ready: start(), stop };
}

/** Starts the server until it takes connections; a shared memory block of killed processes takes a moment to go. */
async function untilUp(cluster: Cluster, cancelled: () => boolean): Promise<{ child: ChildProcess; gone: Promise<void> }> {
  for (let attempt = 0; attempt < 40 && !cancelled(); attempt++) {
    dropDeadLocks(cluster.data, cluster.sockets);
    const child = launch(cluster);
    let ended = false;
    const gone = new Promise<void>((resolve) => {
      child.once('exit', () => {
        ended = true;
        resolve();
      });
      child.once('error', () => resolve());
    });
    while (!ended) {
      if (await answers(cluster.sockets)) return { child, gone };
      await sleep(20);
    }
    await sleep(250);
  }
  throw new Error(`PostgreSQL did not start. Its own words: ${lastLines(cluster.log)}`);
}

async function answers(sockets: string): Promise<boolean> {
  if (!existsSync(path.join(sockets, '.s.PGSQL.5432'))) return false;
  const client = new pg.Client({ connectionString: urlOf(sockets, 'postgres') });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    // "the database system is starting up": ask again.
    return false;
  }
}

async function createDatabase(sockets: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(sockets, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

const lastLines = (file: string): string =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' / ') : 'none';
