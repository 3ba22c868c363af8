import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { StartFault } from './fault.ts';
import { untilReady } from './ports.ts';
import { logOf, type Supervisor } from './processes.ts';
import { lastLines } from './stack.ts';

/**
 * How Node is started to take less memory, in docs/deploy's unit and container file too: a small young generation, a heap that prefers
 * size to speed, one arena of glibc's malloc for all threads, and freed memory given back. All are settled before the first line of ours
 * runs (docs/benchmarks.md).
 */
export const frugal = {
  args: ['--max-semi-space-size=2', '--optimize-for-size'],
  env: { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' },
} as const;

export interface CompanionWish {
  repository: string;
  home: string;
  logs: string;
  port: number;
  /** the shop's origin, the one private address that the service may call. */
  site: string;
  setupCode: string;
  databaseUrl: string | null;
  supervisor: Supervisor;
}

/** Starts the companion service and waits until it is ours that answers. Returns its PostgreSQL's version. */
export async function startCompanion(wish: CompanionWish): Promise<{ url: string; postgres: string }> {
  const url = `http://127.0.0.1:${wish.port}`;
  const instance = randomUUID();
  const log = logOf(wish.logs, 'service');
  const folder = path.join(wish.home, 'service');
  const child = wish.supervisor.run({
    name: 'service',
    command: process.execPath,
    args: [...frugal.args, path.join(wish.repository, 'service/src/main.ts')],
    cwd: path.join(wish.repository, 'service'),
    env: {
      ...frugal.env,
      HOST: '127.0.0.1',
      PORT: String(wish.port),
      PUBLIC_URL: url,
      DATA_DIR: folder,
      SECRET_KEY_FILE: path.join(folder, 'secret.key'),
      DATABASE_URL: wish.databaseUrl ?? '',
      ALLOWED_PRIVATE_ORIGINS: wish.site,
      DEVSKYY_SETUP_CODE: wish.setupCode,
      DEVSKYY_INSTANCE: instance,
      OPERATOR_TOKEN: '',
    },
    signal: 'TERM',
    grace: 25,
    turn: 1,
    log,
  });
  const ready = await untilReady(`${url}/health/live`, instance, { seconds: 60, running: child.running });
  if (!ready) {
    const why = child.running() ? 'did not get ready within a minute' : 'ended at its start';
    throw new StartFault(
      `The companion service ${why}. Its last words: ${lastLines(log, 2)}`,
      `Look into ${log}, then run npm start again.`,
    );
  }
  wish.supervisor.keep('service');
  return { url, postgres: await postgresVersion(url) };
}

async function postgresVersion(url: string): Promise<string> {
  const answer = await fetch(`${url}/status`, { signal: AbortSignal.timeout(10_000) });
  const status = (await answer.json()) as { database?: { version?: string } | string; postgres?: string };
  const database = typeof status.database === 'object' ? status.database.version : undefined;
  return database ?? status.postgres ?? 'unknown';
}
