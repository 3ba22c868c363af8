import { existsSync, readdirSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AdvancedStatus } from '../../service/src/domains/models/contract.ts';
import { pair, sign, startSite, type FakeSite } from '../fakes/site.ts';
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
  expect(made.json).toMatchObject({
    id,
    title: 'Bag',
    status: expect.stringMatching(/queued|processing/),
    revision: 1,
    source: { name: 'bag.glb', sha256: sha256(bytes) },
  });
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

/** A model that is done. */
async function model(bytes = box({ tint: Math.random() }), name = 'bag.glb'): Promise<string> {
  const made = await ask(client, 'POST', '3d/models/upload', form({ name, bytes }, { options: '{"turntable":false}' }));
  if (made.status !== 202) throw new Error(made.bytes.toString());
  const id = made.json['id'] as unknown as string;
  await settled(client, id);
  return id;
}

const announce = (name: string, size = 100, hash = sha256(Buffer.from(name))) =>
  ask(client, 'POST', '3d/uploads', { json: { name, size, sha256: hash } });

test('a form with a file becomes a model too, and deleting one leaves nothing', async () => {
  const before = stored().length;
  const id = await model();
  expect(stored().length).toBeGreaterThan(before);
  expect((await ask(client, 'GET', `3d/models/${id}`)).json).toMatchObject({ status: 'done', title: 'bag', options: { turntable: false } });
  expect((await ask(client, 'DELETE', `3d/models/${id}`)).status).toBe(204);
  expect(stored()).toHaveLength(before);
  expect((await ask(client, 'GET', `3d/models/${id}`)).status).toBe(404);
  expect((await ask(client, 'GET', `3d/models/${id}/files/viewer.glb`)).status).toBe(404);
  expect(leftovers()).toEqual([]);
}, 90_000);

test('the same content of two models is kept once, and stays until the last of them goes', async () => {
  const bytes = box({ tint: 0.123 });
  const first = await model(bytes);
  const kept = stored().length;
  const second = await model(bytes);
  expect(stored()).toHaveLength(kept);
  await ask(client, 'DELETE', `3d/models/${first}`);
  expect((await ask(client, 'GET', `3d/models/${second}/files/viewer.glb`)).status).toBe(200);
  expect((await ask(client, 'GET', `3d/models/${second}/files/source`)).bytes).toEqual(bytes);
  await ask(client, 'DELETE', `3d/models/${second}`);
  expect(stored().length).toBeLessThan(kept);
}, 90_000);

test('processing again keeps the old files until the new ones are there, under a higher revision', async () => {
  const id = await model();
  const again = await ask(client, 'POST', `3d/models/${id}/process`, { json: { options: { scale: 2, turntable: false } } });
  expect(again.status).toBe(202);
  expect(again.json).toMatchObject({ status: 'queued', revision: 2, options: { scale: 2 } });
  expect((again.json['files'] as unknown as unknown[]).length).toBeGreaterThan(0);
  const done = await settled(client, id);
  expect(done).toMatchObject({ status: 'done', revision: 2 });
  expect((done['report'] as unknown as { result: { dimensions: { width: number } } }).result.dimensions.width).toBeCloseTo(0.6, 3);
  await ask(client, 'DELETE', `3d/models/${id}`);
}, 90_000);

test('a file that is known by its hash is not sent twice', async () => {
  const id = await model();
  const file = await ask(client, 'GET', `3d/models/${id}/files/viewer.glb`);
  const url = `${service.url}/api/v1/3d/models/${id}/files/viewer.glb`;
  const headers = { authorization: sign(site, client.siteId, { method: 'GET', url }), 'if-none-match': file.headers.get('etag') ?? '' };
  expect((await fetch(url, { headers })).status).toBe(304);
  expect(file.headers.get('cache-control')).toContain('immutable');
  await ask(client, 'DELETE', `3d/models/${id}`);
}, 60_000);

test('what the pipeline refuses is refused with the reason, and the site is told', async () => {
  const broken = box();
  broken.writeUInt32LE(broken.length + 999, 8);
  const id = await model(broken, 'broken.glb');
  const refused = (await ask(client, 'GET', `3d/models/${id}`)).json;
  expect(refused).toMatchObject({ status: 'refused', files: [], report: null });
  const problem = refused['problem'] as unknown as { message: string; next: string };
  expect(problem.message).not.toBe('');
  expect(problem.next).not.toBe('');
  await ask(client, 'DELETE', `3d/models/${id}`);
}, 60_000);

test('C1 names and contents of other kinds are 415, whatever they are called', async () => {
  for (const name of [
    'x.php',
    'x.phtml',
    'x.phar',
    'x.php.glb',
    'x.glb%00.php',
    'x.glb．php',
    'x．php.glb',
    'x.glb\0.php',
    'x',
    'x.svg',
    '../x.glb',
    'a\\x.glb',
  ])
    expect([name, (await announce(name)).status]).toEqual([name, 415]);
  const php = Buffer.from('<?php system($_GET[0]); ?>');
  const started = await announce('x.glb', php.length, sha256(php));
  expect((await ask(client, 'PUT', `3d/uploads/${String(started.json['id'])}?offset=0`, { bytes: php })).status).toBe(415);
  expect((await ask(client, 'GET', `3d/uploads/${String(started.json['id'])}`)).status).toBe(404);
  expect((await ask(client, 'POST', '3d/models/upload', form({ name: 'x.glb', bytes: php }))).status).toBe(415);
  expect((await ask(client, 'POST', '3d/models/upload', form({ name: 'x.php.glb', bytes: box() }))).status).toBe(415);
  expect(leftovers()).toEqual([]);
});

test('C9 a file one byte above the limit is 413, announced or as a form, and nothing of it stays', async () => {
  const most = service.config.models.mostBytes;
  expect((await announce('large.glb', most + 1)).status).toBe(413);
  const large = box({ ballast: most });
  const answer = await ask(client, 'POST', '3d/models/upload', form({ name: 'large.glb', bytes: large }));
  expect(answer.status).toBe(413);
  expect(answer.json['next']).toContain('MODEL_MAX_MB');
  expect(leftovers()).toEqual([]);
});

test('C9 a body that breaks off, and one that is shorter than it says, leave nothing', async () => {
  const { form: body, type } = form({ name: 'bag.glb', bytes: box({ ballast: 100_000 }) });
  const url = `${service.url}/api/v1/3d/models/upload`;
  const authorization = sign(site, client.siteId, { method: 'POST', url, body });
  await new Promise<void>((resolve) => {
    const request = http.request(url, { method: 'POST', headers: { authorization, 'content-type': type, 'content-length': body.length } });
    request.once('error', () => resolve());
    request.write(body.subarray(0, 50_000), () => setTimeout(() => request.destroy(new Error('away')), 200));
  });
  await waitFor(() => leftovers().length === 0);
  expect(leftovers()).toEqual([]);
  // signed as sent, but the form is cut
  const cut = body.subarray(0, 60_000);
  expect((await ask(client, 'POST', '3d/models/upload', { form: cut, type })).status).toBe(400);
  expect(leftovers()).toEqual([]);
});

test('a form whose body is not the one that was signed is 401, and nothing of it stays', async () => {
  const signed = form({ name: 'bag.glb', bytes: box() });
  const other = form({ name: 'bag.glb', bytes: box({ tint: 0.9 }) });
  const url = `${service.url}/api/v1/3d/models/upload`;
  const authorization = sign(site, client.siteId, { method: 'POST', url, body: signed.form });
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': other.type },
    body: other.form as BodyInit,
  });
  expect(response.status).toBe(401);
  expect(((await response.json()) as { code: string }).code).toBe('token_request');
  expect(leftovers()).toEqual([]);
  const unsigned = await fetch(url, { method: 'POST', headers: { 'content-type': other.type }, body: other.form as BodyInit });
  expect(unsigned.status).toBe(401);
});

test('a piece that does not follow is told where to go on, and a piece twice is taken once', async () => {
  const bytes = box({ ballast: 1000 });
  const { json } = await announce('bag.glb', bytes.length, sha256(bytes));
  const id = String(json['id']);
  const put = (offset: number, end: number) =>
    ask(client, 'PUT', `3d/uploads/${id}?offset=${offset}`, { bytes: bytes.subarray(offset, end) });
  expect((await put(0, 500)).json).toMatchObject({ offset: 500, complete: false });
  const twice = await put(0, 500);
  expect([twice.status, twice.json['code'], twice.json['offset']]).toEqual([409, 'upload_offset', 500]);
  expect((await ask(client, 'POST', '3d/models/upload', { json: { upload: id } })).json['code']).toBe('upload_incomplete');
  // the announcement's answer was lost: announced again, it goes on where it was
  expect((await announce('bag.glb', bytes.length, sha256(bytes))).json).toMatchObject({ id, offset: 500 });
  expect((await put(500, bytes.length)).json).toMatchObject({ complete: true });
  expect((await ask(client, 'DELETE', `3d/uploads/${id}`)).status).toBe(204);
  expect(stored().filter((name) => name.length < 64)).toEqual([]);
});

test('pieces that do not make the announced file make no model', async () => {
  const bytes = box();
  const { json } = await announce('bag.glb', bytes.length, sha256(Buffer.from('another')));
  await ask(client, 'PUT', `3d/uploads/${String(json['id'])}?offset=0`, { bytes });
  const made = await ask(client, 'POST', '3d/models/upload', { json: { upload: json['id'] } });
  expect([made.status, made.json['code']]).toEqual([422, 'upload_damaged']);
  expect(leftovers()).toEqual([]);
});

test('above its quota a site is told how much it keeps and what to do', async () => {
  const hashes = ['a', 'b', 'c', 'd'].map((sign) => sign.repeat(64));
  const statuses = [];
  for (const [index, hash] of hashes.entries()) statuses.push((await announce(`big-${index}.glb`, 2_500_000, hash)).status);
  expect(statuses).toEqual([201, 201, 201, 409]);
  const refused = await announce('big-3.glb', 2_500_000, hashes[3]);
  expect(refused.json['code']).toBe('quota_exceeded');
  expect(refused.json['next']).toContain('MODEL_QUOTA_MB');
});

test('C12 a name with line ends, quotes, another direction or another script is safe in the header, and readable', async () => {
  const name = 'b"a\u202Eg\u200F سجادة’ é.glb';
  const id = await model(box({ tint: 0.77 }), name.replaceAll('"', '%22'));
  const header = (await ask(client, 'GET', `3d/models/${id}/files/source`)).headers.get('content-disposition') ?? '';
  expect(header).toMatch(/^attachment; filename="[\x20-\x21\x23-\x7e]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/);
  expect(decodeURIComponent(header.split("''")[1] ?? '')).toContain('سجادة');
  expect(decodeURIComponent(header.split("''")[1] ?? '')).not.toMatch(/[\u202E\u200F\r\n]/);
  await ask(client, 'DELETE', `3d/models/${id}`);
}, 60_000);

test('another site sees nothing of it', async () => {
  const id = await model();
  const other = await startSite();
  const stranger: Client = {
    service: service.url,
    site: other,
    siteId: (await pair({ site: other, service: service.url, setupCode })).siteId,
  };
  for (const [method, path] of [
    ['GET', `3d/models/${id}`],
    ['GET', `3d/models/${id}/files/viewer.glb`],
    ['POST', `3d/models/${id}/cancel`],
    ['DELETE', `3d/models/${id}`],
  ] as const)
    expect([path, (await ask(stranger, method, path)).status]).toEqual([path, 404]);
  expect((await ask(stranger, 'GET', '3d/models')).json).toMatchObject({ models: [], total: 0 });
  expect((await ask(client, 'GET', `3d/models?per_page=1`)).json).toMatchObject({ total: expect.any(Number), per_page: 1 });
  await other.stop();
  await ask(client, 'DELETE', `3d/models/${id}`);
}, 60_000);

test('the operator reads what is measured, and null where nothing is known', async () => {
  const id = await model();
  const status = (await (await fetch(`${service.url}/api/v1/system/advanced-status`)).json()) as AdvancedStatus;
  expect(status.storage).toMatchObject({ kind: 'disk', quota_bytes: 8 * 1024 * 1024 });
  expect(status.storage.free_bytes).toBeGreaterThan(0);
  expect(status.storage.sites.find((one) => one.id === client.siteId)?.bytes).toBeGreaterThan(0);
  expect(status.renderer).toMatchObject({ available: false, version: null, rendered: 0 });
  expect(status.pipeline).toMatchObject({ concurrency: 1, at_work: [], children: [] });
  expect(status.last.find((one) => one.model === id)).toMatchObject({ status: 'done', seconds: expect.any(Number) });
  await ask(client, 'DELETE', `3d/models/${id}`);
}, 60_000);
