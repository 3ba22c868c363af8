import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../service/src/adapters/knex/database.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import type { TextState } from '../../service/src/domains/texts/contract.ts';
import { call, pair, sign, startSite, type FakeSite } from '../fakes/site.ts';
import { startWire, type Wire } from '../fakes/wire.ts';
import { silent } from './run-kit.ts';
import { setupCode, startService, type TestService } from './service.ts';

/** Two processes of the service on one database, as good as one can have them in one process. */
let folder: string;
let postgres: Postgres;
let database: Database;
let first: TestService;
let second: TestService;
let site: FakeSite;
let siteId: string;
let wire: Wire;
const words = 'The linen dress is cut on the bias and falls to the knee; two pockets sit in its side seams.';
const actor = { id: 7, name: 'Ada' };

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-texts-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  database = openDatabase(postgres.url, 2);
  wire = await startWire({ answer: () => words, paceMs: 150 });
  site = await startSite();
  const key = path.join(folder, 'secret.key');
  const environment = {
    DATABASE_URL: postgres.url,
    SECRET_KEY_FILE: key,
    ALLOWED_PRIVATE_ORIGINS: site.url,
    ALLOWED_MODEL_ORIGINS: wire.url,
  };
  first = await startService(environment);
  second = await startService({ ...environment, PUBLIC_URL: first.url });
  siteId = (await pair({ site, service: first.url, setupCode })).siteId;
  const settings = {
    daily_cap: { amount: 2, currency: 'USD' },
    providers: { anthropic: { key: 'sk-test-0123456789', base_url: wire.url } },
    models: { editor_text: { provider: 'anthropic', model: 'claude-haiku-5-5' } },
  };
  expect((await ask(first, 'PUT', 'settings', settings)).status).toBe(200);
}, 90_000);

afterAll(async () => {
  await first.stop();
  await second.stop();
  await database.destroy();
  await postgres.stop();
  await site.stop();
  await wire.close();
  rmSync(folder, { recursive: true, force: true });
}, 40_000);

/** Both processes are one service to the site: its address is the first one's, whichever answers. */
async function ask(service: TestService, method: string, route: string, body?: object): Promise<{ status: number; body: TextState }> {
  const url = `${first.url}/api/v1/${route}`;
  const text = body ? JSON.stringify(body) : '';
  const answer = await fetch(`http://127.0.0.1:${service.config.port}/api/v1/${route}`, {
    method,
    headers: { authorization: sign(site, siteId, { method, url, body: text }), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: text } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as TextState };
}

const start = async (): Promise<string> => (await ask(first, 'POST', 'texts', { action: 'rewrite', passage: 'A dress.', actor })).body.id;

async function ended(service: TestService, id: string): Promise<TextState> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { body } = await ask(service, 'GET', `texts/${id}`);
    if (body.status !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The text did not end.');
}

test('a text that one process writes is streamed by another', async () => {
  const id = await start();
  const url = `${first.url}/api/v1/texts/${id}/stream`;
  const authorization = sign(
    site,
    siteId,
    { method: 'GET', url },
    { header: { typ: 'devskyy-stream+jwt' }, claims: { sub: '7', bod: undefined } },
  );
  const answer = await fetch(`http://127.0.0.1:${second.config.port}/api/v1/texts/${id}/stream`, {
    headers: { authorization, origin: site.url },
  });
  const events = [...(await answer.text()).matchAll(/^data: (.*)$/gm)].map(
    ([, json]) => JSON.parse(json!) as { type: string; text: string },
  );
  const pieces = events.filter(({ type }) => type === 'text');
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.map(({ text }) => text).join('')).toBe(words);
  expect(events.at(-1)).toMatchObject({ type: 'end', state: { status: 'completed' } });
});

test('a text that one process writes is read and stopped by another', async () => {
  const id = await start();
  while ((await ask(second, 'GET', `texts/${id}`)).body.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await ask(second, 'POST', `texts/${id}/cancel`);
  const stopped = await ended(second, id);
  expect(stopped.status).toBe('cancelled');
  expect(words.startsWith(stopped.text)).toBe(true);
  expect(stopped.length).toBeLessThan(words.length);
});

test('F8 a service that is stopped leaves no text running: it failed with a reason, and its words stay', async () => {
  const third = await startService({
    DATABASE_URL: postgres.url,
    SECRET_KEY_FILE: path.join(folder, 'secret.key'),
    ALLOWED_MODEL_ORIGINS: wire.url,
    PUBLIC_URL: first.url,
  });
  const { id } = (await ask(third, 'POST', 'texts', { action: 'rewrite', passage: 'A dress.', actor })).body;
  while ((await ask(third, 'GET', `texts/${id}`)).body.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await third.stop();
  const { body } = await ask(second, 'GET', `texts/${id}`);
  expect(body).toMatchObject({
    status: 'failed',
    error: { code: 'interrupted', retryable: true, next: expect.stringContaining('Try again') },
  });
  expect(body.length).toBeGreaterThan(0);
}, 60_000);

test('a text whose process died without a word is found failed, and texts older than a day are forgotten', async () => {
  const row = (id: string, change: object) => ({
    id,
    site_id: siteId,
    actor: 7,
    action: 'rewrite',
    status: 'running',
    text: 'Half a',
    provider: 'anthropic',
    model: 'm',
    created_at: new Date(),
    beat_at: new Date(Date.now() - 60_000),
    ...change,
  });
  const [lost, old] = [randomUUID(), randomUUID()];
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await database('texts').insert([row(lost, {}), row(old, { status: 'completed', created_at: yesterday })]);
  expect((await ask(second, 'GET', `texts/${lost}`)).body).toMatchObject({
    status: 'failed',
    text: 'Half a',
    error: { code: 'interrupted' },
  });
  expect((await ask(second, 'GET', `texts/${old}`)).status).toBe(200);
  await ended(first, await start());
  expect((await ask(second, 'GET', `texts/${old}`)).status).toBe(404);
  expect((await ask(second, 'GET', `texts/${lost}`)).status).toBe(200);
});

test('I2 another site does not find the text', async () => {
  const id = await start();
  await ended(first, id);
  const other = await startSite();
  const { siteId: otherId } = await pair({ site: other, service: first.url, setupCode });
  const answer = await call(other, otherId, { method: 'GET', url: `${first.url}/api/v1/texts/${id}` });
  expect(answer.status).toBe(404);
  await other.stop();
});
