import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pair, startSite, type FakeSite } from '../fakes/site.ts';
import { frugal } from '../../service/launcher/companion.ts';
import { repository } from '../../service/launcher/software.ts';
import { bundleService } from '../../service/packaging/bundle.ts';
import { releaseVersion } from '../../service/packaging/release.ts';
import type { World } from './bench.ts';
import { untilAnswers, type Running } from './children.ts';

/** The companion service in a process of its own, with its own PostgreSQL. */
export interface ServiceProcess {
  url: string;
  child: Running;
  /** from the process being asked for to /health/ready answering 200, seconds. */
  seconds: number;
}

const setupCode = 'set-up-code-of-the-bench';

/** How to start it: the file, the data folder, the port. */
export interface ServiceWish {
  entry: string;
  folder: string;
  port: number;
  env?: Record<string, string>;
}

/** The service as it runs from the working copy. */
export const sources = path.join(repository, 'service/src/main.ts');

/** The service as it is released: one file (`npm run package`), with the few that it needs beside it. */
export async function bundled(folder: string): Promise<string> {
  const { entries } = await bundleService(repository, releaseVersion(repository));
  for (const { name, content } of entries) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return path.join(folder, 'devskyy-service.mjs');
}

/** Starts it and waits until it is ready to work. */
export async function startServiceProcess(world: World, { entry, folder, port, env = {} }: ServiceWish): Promise<ServiceProcess> {
  const url = `http://127.0.0.1:${port}`;
  const from = performance.now();
  const child = world.children.start({
    command: process.execPath,
    args: [...frugal.args, entry],
    cwd: path.join(repository, 'service'),
    env: {
      ...frugal.env,
      PORT: String(port),
      DATA_DIR: folder,
      DEVSKYY_SETUP_CODE: setupCode,
      RATE_LIMIT_PER_MINUTE: '1000000000',
      ...env,
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
