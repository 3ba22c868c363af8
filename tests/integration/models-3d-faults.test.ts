import http from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sign } from '../fakes/site.ts';
import { openBed, waitFor, type Bed } from './model-bed.ts';
import { ask, box, form, sha256 } from './model-kit.ts';

let bed: Bed;

beforeAll(async () => {
  bed = await openBed();
}, 60_000);

afterAll(() => bed.stop());

const announce = (name: string, size = 100, hash = sha256(Buffer.from(name))) =>
  ask(bed, 'POST', '3d/uploads', { json: { name, size, sha256: hash } });

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
  expect((await ask(bed, 'PUT', `3d/uploads/${String(started.json['id'])}?offset=0`, { bytes: php })).status).toBe(415);
  expect((await ask(bed, 'GET', `3d/uploads/${String(started.json['id'])}`)).status).toBe(404);
  expect((await ask(bed, 'POST', '3d/models/upload', form({ name: 'x.glb', bytes: php }))).status).toBe(415);
  expect((await ask(bed, 'POST', '3d/models/upload', form({ name: 'x.php.glb', bytes: box() }))).status).toBe(415);
  expect(bed.leftovers()).toEqual([]);
});

test('C9 a file one byte above the limit is 413, announced or as a form, and nothing of it stays', async () => {
  const most = bed.running.config.models.mostBytes;
  expect((await announce('large.glb', most + 1)).status).toBe(413);
  const large = box({ ballast: most });
  const answer = await ask(bed, 'POST', '3d/models/upload', form({ name: 'large.glb', bytes: large }));
  expect(answer.status).toBe(413);
  expect(answer.json['next']).toContain('MODEL_MAX_MB');
  expect(bed.leftovers()).toEqual([]);
});

test('C9 a body that breaks off, and one that is shorter than it says, leave nothing', async () => {
  const { form: body, type } = form({ name: 'bag.glb', bytes: box({ ballast: 100_000 }) });
  const url = `${bed.service}/api/v1/3d/models/upload`;
  const authorization = sign(bed.site, bed.siteId, { method: 'POST', url, body });
  await new Promise<void>((resolve) => {
    const request = http.request(url, { method: 'POST', headers: { authorization, 'content-type': type, 'content-length': body.length } });
    request.once('error', () => resolve());
    request.write(body.subarray(0, 50_000), () => setTimeout(() => request.destroy(new Error('away')), 200));
  });
  await waitFor(() => bed.leftovers().length === 0);
  expect(bed.leftovers()).toEqual([]);
  // signed as sent, but the form is cut
  const cut = body.subarray(0, 60_000);
  expect((await ask(bed, 'POST', '3d/models/upload', { form: cut, type })).status).toBe(400);
  expect(bed.leftovers()).toEqual([]);
});

test('a form whose body is not the one that was signed is 401, and nothing of it stays', async () => {
  const signed = form({ name: 'bag.glb', bytes: box() });
  const other = form({ name: 'bag.glb', bytes: box({ tint: 0.9 }) });
  const url = `${bed.service}/api/v1/3d/models/upload`;
  const authorization = sign(bed.site, bed.siteId, { method: 'POST', url, body: signed.form });
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': other.type },
    body: other.form as BodyInit,
  });
  expect(response.status).toBe(401);
  expect(((await response.json()) as { code: string }).code).toBe('token_request');
  expect(bed.leftovers()).toEqual([]);
  const unsigned = await fetch(url, { method: 'POST', headers: { 'content-type': other.type }, body: other.form as BodyInit });
  expect(unsigned.status).toBe(401);
});

test('a piece that does not follow is told where to go on, and a piece twice is taken once', async () => {
  const bytes = box({ ballast: 1000 });
  const { json } = await announce('bag.glb', bytes.length, sha256(bytes));
  const id = String(json['id']);
  const put = (offset: number, end: number) => ask(bed, 'PUT', `3d/uploads/${id}?offset=${offset}`, { bytes: bytes.subarray(offset, end) });
  expect((await put(0, 500)).json).toMatchObject({ offset: 500, complete: false });
  const twice = await put(0, 500);
  expect([twice.status, twice.json['code'], twice.json['offset']]).toEqual([409, 'upload_offset', 500]);
  expect((await ask(bed, 'POST', '3d/models/upload', { json: { upload: id } })).json['code']).toBe('upload_incomplete');
  // the announcement's answer was lost: announced again, it goes on where it was
  expect((await announce('bag.glb', bytes.length, sha256(bytes))).json).toMatchObject({ id, offset: 500 });
  expect((await put(500, bytes.length)).json).toMatchObject({ complete: true });
  expect((await ask(bed, 'DELETE', `3d/uploads/${id}`)).status).toBe(204);
  expect(bed.stored().filter((name) => name.length < 64)).toEqual([]);
});

test('pieces that do not make the announced file make no model', async () => {
  const bytes = box();
  const { json } = await announce('bag.glb', bytes.length, sha256(Buffer.from('another')));
  await ask(bed, 'PUT', `3d/uploads/${String(json['id'])}?offset=0`, { bytes });
  const made = await ask(bed, 'POST', '3d/models/upload', { json: { upload: json['id'] } });
  expect([made.status, made.json['code']]).toEqual([422, 'upload_damaged']);
  expect(bed.leftovers()).toEqual([]);
});

test('above its quota a site is told how much it keeps and what to do', async () => {
  const hashes = ['a', 'b', 'c', 'd', 'e', 'f'].map((sign) => sign.repeat(64));
  const statuses = [];
  for (const [index, hash] of hashes.entries()) statuses.push((await announce(`big-${index}.glb`, 3_000_000, hash)).status);
  expect(statuses).toEqual([201, 201, 201, 201, 201, 409]);
  const refused = await announce('big-5.glb', 3_000_000, hashes[5]);
  expect(refused.json['code']).toBe('quota_exceeded');
  expect(refused.json['next']).toContain('MODEL_QUOTA_MB');
  for (const [index, hash] of hashes.slice(0, 5).entries()) {
    const { json } = await announce(`big-${index}.glb`, 3_000_000, hash);
    await ask(bed, 'DELETE', `3d/uploads/${String(json['id'])}`);
  }
});

test('C12 a name with line ends, quotes, another direction or another script is safe in the header, and readable', async () => {
  const name = 'b"a\u202Eg\u200F سجادة’ é.glb';
  const id = await bed.model(box({ tint: 0.77 }), name.replaceAll('"', '%22'));
  const header = (await ask(bed, 'GET', `3d/models/${id}/files/source`)).headers.get('content-disposition') ?? '';
  expect(header).toMatch(/^attachment; filename="[\x20-\x21\x23-\x7e]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/);
  expect(decodeURIComponent(header.split("''")[1] ?? '')).toContain('سجادة');
  expect(decodeURIComponent(header.split("''")[1] ?? '')).not.toMatch(/[\u202E\u200F\r\n]/);
  await ask(bed, 'DELETE', `3d/models/${id}`);
}, 60_000);
