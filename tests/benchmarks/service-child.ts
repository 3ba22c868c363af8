import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pair, startSite, type FakeSite } from '../fakes/site.ts';
import { repository } from '../../service/launcher/software.ts';
import type { World } from './bench.ts';
import { untilAnswers, type Running } from './children.ts';

/** The companion service as `npm start` runs it: its own process, its own PostgreSQL. */
export interface ServiceProcess {
  url: string;
  child: Running;
  /** from the process being asked for to /health/ready answering 200, seconds. */
  seconds: number;
}

const setupCode = 'set-up-code-of-the-bench';

/** Starts it on a data folder and waits until it is ready to work. */
export async function startServiceProcess(
  world: World,
  folder: string,
  port: number,
  more: Record<string, string> = {},
): Promise<ServiceProcess> {
  const url = `http://127.0.0.1:${port}`;
  const from = performance.now();
  const child = world.children.start({
    command: process.execPath,
    args: [path.join(repository, 'service/src/main.ts')],
    cwd: path.join(repository, 'service'),
    env: {
      PORT: String(port),
      DATA_DIR: folder,
      DEVSKYY_SETUP_CODE: setupCode,
      RATE_LIMIT_PER_MINUTE: '1000000000',
      ...more,
    },
  });
  await untilReady(`${url}/health/ready`, child);
  return { url, child, seconds: (performance.now() - from) / 1000 };
}

async function untilReady(url: string, child: Running): Promise<void> {
  await untilAnswers(url.replace('/ready', '/live'), child, 60);
  while (child.alive()) {
    const answer = await fetch(url);
    await answer.body?.cancel();
    if (answer.status === 200) return;
    await sleep(5);
  }
  throw new Error(`The service ended before it was ready: ${child.said().slice(-800)}`);
}

/** A site, paired by the public handshake. */
export async function pairSite(service: ServiceProcess, site: FakeSite): Promise<string> {
  return (await pair({ site, service: service.url, setupCode })).siteId;
}

export { startSite, type FakeSite };

/** The version of PostgreSQL in a data folder of the service, e.g. "15". */
export const postgresMajor = (folder: string): string => readFileSync(path.join(folder, 'postgres/data/PG_VERSION'), 'utf8').trim();
