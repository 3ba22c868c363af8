import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pair, startSite, type FakeSite } from '../fakes/site.ts';
import { ask, box, form, settled, sha256, upload, type Client } from './model-kit.ts';
import { setupCode, startService, type TestService } from './service.ts';

let service: TestService;
let site: FakeSite;
let client: Client;

beforeAll(async () => {
  site = await startSite();
  // No Chromium: pictures are the pipeline's own matter, and slow.
  service = await startService({ ALLOWED_PRIVATE_ORIGINS: site.url, CHROMIUM_PATH: '/nowhere', MODEL_MAX_MB: '3', MODEL_QUOTA_MB: '8' });
  client = { service: service.url, site, siteId: (await pair({ site, service: service.url, setupCode })).siteId };
}, 60_000);

afterAll(async () => {
  await service.stop();
  await site.stop();
});

/** Everything in the storage of the site. */
function stored(): string[] {
  const folder = path.join(service.config.dataDir, 'models', client.siteId);
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];
}

const waitFor = async (what: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 100 && !what(); tries += 1) await pause(100);
};

const leftovers = (): string[] => {
  const folder = path.join(service.config.dataDir, 'tmp', String(process.pid));
  return existsSync(folder) ? readdirSync(folder) : [];
};

test('a file in pieces becomes a model with its files, and the site is told', async () => {
  const bytes = box();
  const sent = await upload(client, 'bag.glb', bytes, 400);
  const id = crypto.randomUUID();
  const made = await ask(client, 'POST', '3d/models/upload', {
    json: { id, upload: sent, title: 'Bag', options: { category: 'bag', turntable: false } },
  });
  expect(made.status).toBe(202);
  expect(made.json).toMatchObject({ id, title: 'Bag', status: 'queued', revision: 1, source: { name: 'bag.glb', sha256: sha256(bytes) } });
  // the answer was lost: the same request again makes no second model
  expect((await ask(client, 'POST', '3d/models/upload', { json: { id, upload: sent } })).json['id']).toBe(id);

  const done = await settled(client, id);
  expect(done).toMatchObject({ status: 'done', progress: 1, problem: null, kind: 'model' });
  const files = done['files'] as unknown as { kind: string; name: string; media: string; bytes: number; sha256: string }[];
  expect(files.map(({ kind }) => kind)).toContain('viewer');
  for (const file of files) {
    const got = await ask(client, 'GET', `3d/models/${id}/files/${file.name}`);
    expect(got.status).toBe(200);
    expect(got.headers.get('content-type')).toBe(file.media);
    expect([got.bytes.length, sha256(got.bytes)]).toEqual([file.bytes, file.sha256]);
  }
  await waitFor(() => site.inbox.length > 0);
  const told = site.inbox.flatMap(({ body }) => (JSON.parse(body) as { messages: { type: string; payload: { id: string } }[] }).messages);
  expect(told.filter(({ type, payload }) => type === 'model' && payload.id === id)).toHaveLength(1);
  expect(leftovers()).toEqual([]);
}, 90_000);
