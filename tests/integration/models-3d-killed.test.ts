import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import type { AdvancedStatus } from '../../service/src/domains/models/contract.ts';
import { pair, startSite, type FakeSite } from '../fakes/site.ts';
import { ask, cloth, form, settled, type Client } from './model-kit.ts';
import { silent } from './run-kit.ts';
import { freePort, setupCode } from './service.ts';

const main = fileURLToPath(new URL('../../service/src/main.ts', import.meta.url));
let folder: string;
let postgres: Postgres;
let site: FakeSite;
let client: Client;
let running: ChildProcess;
let port: number;

/** The service as a process of its own, on the same database and folder each time. */
async function start(): Promise<void> {
  running = spawn(process.execPath, ['--no-warnings', main], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: path.join(folder, 'data'),
      DATABASE_URL: postgres.url,
      DEVSKYY_SETUP_CODE: setupCode,
      ALLOWED_PRIVATE_ORIGINS: site.url,
      CHROMIUM_PATH: '/nowhere',
    },
  });
  for (let tries = 0; tries < 300; tries += 1) {
    const up = await fetch(`http://127.0.0.1:${port}/health/live`).then(
      ({ ok }) => ok,
      () => false, // not yet
    );
    if (up) return;
    await pause(100);
  }
  throw new Error('The service did not start.');
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-models-killed-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  site = await startSite();
  port = await freePort();
  await start();
  const service = `http://127.0.0.1:${port}`;
  client = { service, site, siteId: (await pair({ site, service, setupCode })).siteId };
}, 90_000);

afterAll(async () => {
  running.kill('SIGKILL');
  await site.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const isAlive = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z') === false;
  } catch {
    return false;
  }
};

test('kill -9 in the middle of a model: its child ends too, another process takes it up and ends it once, and nothing is left over', async () => {
  const made = await ask(
    client,
    'POST',
    '3d/models/upload',
    form({ name: 'cloth.glb', bytes: cloth(220) }, { options: '{"turntable":false}' }),
  );
  const id = made.json['id'] as unknown as string;
  let children: number[] = [];
  for (let tries = 0; tries < 600 && children.length === 0; tries += 1) {
    const { pipeline } = (await (await fetch(`${client.service}/api/v1/system/advanced-status`)).json()) as AdvancedStatus;
    children = (pipeline.children ?? []).map(({ pid }) => pid);
    if (children.length === 0) await pause(20);
  }
  expect(children).toHaveLength(1);
  running.kill('SIGKILL');
  await once(running, 'exit');
  for (let tries = 0; tries < 100 && isAlive(children[0]!); tries += 1) await pause(100);
  expect(isAlive(children[0]!)).toBe(false);

  await start();
  const done = await settled(client, id, 100_000);
  expect(done).toMatchObject({ status: 'done', revision: 1, problem: null });
  for (const { name, bytes } of done['files'] as unknown as { name: string; bytes: number }[])
    expect([name, (await ask(client, 'GET', `3d/models/${id}/files/${name}`)).bytes.length]).toEqual([name, bytes]);
  for (let tries = 0; tries < 100 && site.inbox.length === 0; tries += 1) await pause(100);
  const told = site.inbox.flatMap(({ body }) => (JSON.parse(body) as { messages: { type: string }[] }).messages);
  expect(told.map(({ type }) => type)).toEqual(['model']);
  const left = readdirSync(path.join(folder, 'data/tmp'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(left.map(({ name }) => name)).toEqual([]);
}, 200_000);
