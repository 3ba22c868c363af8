import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AdvancedStatus } from '../../service/src/domains/models/contract.ts';
import { hasSharedModels, sharedModel } from '../fakes/models.ts';
import { pair, sign, startSite } from '../fakes/site.ts';
import { openBed, waitFor, type Bed } from './model-bed.ts';
import { ask, box, cloth, form, settled, sha256, upload, type Client } from './model-kit.ts';
import { setupCode } from './service.ts';

let bed: Bed;

beforeAll(async () => {
  bed = await openBed();
}, 60_000);

afterAll(() => bed.stop());

test('a file in pieces becomes a model with its files, and the site is told', async () => {
  const bytes = box();
  const sent = await upload(bed, 'bag.glb', bytes, 400);
  const id = crypto.randomUUID();
  const made = await ask(bed, 'POST', '3d/models/upload', {
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
  expect((await ask(bed, 'POST', '3d/models/upload', { json: { id, upload: sent } })).json['id']).toBe(id);

  const done = await settled(bed, id);
  expect(done).toMatchObject({ status: 'done', progress: 1, problem: null, kind: 'model' });
  const files = done['files'] as unknown as { kind: string; name: string; media: string; bytes: number; sha256: string }[];
  expect(files.map(({ kind }) => kind)).toContain('viewer');
  for (const file of files) {
    const got = await ask(bed, 'GET', `3d/models/${id}/files/${file.name}`);
    expect(got.status).toBe(200);
    expect(got.headers.get('content-type')).toBe(file.media);
    expect([got.bytes.length, sha256(got.bytes)]).toEqual([file.bytes, file.sha256]);
  }
  await waitFor(() => bed.site.inbox.length > 0);
  const told = bed.site.inbox.flatMap(
    ({ body }) => (JSON.parse(body) as { messages: { type: string; payload: { id: string } }[] }).messages,
  );
  expect(told.filter(({ type, payload }) => type === 'model' && payload.id === id)).toHaveLength(1);
  expect(bed.leftovers()).toEqual([]);
}, 90_000);

test('a form with a file becomes a model too, and deleting one leaves nothing', async () => {
  const before = bed.stored().length;
  const id = await bed.model();
  expect(bed.stored().length).toBeGreaterThan(before);
  expect((await ask(bed, 'GET', `3d/models/${id}`)).json).toMatchObject({ status: 'done', title: 'bag', options: { turntable: false } });
  expect((await ask(bed, 'DELETE', `3d/models/${id}`)).status).toBe(204);
  expect(bed.stored()).toHaveLength(before);
  expect((await ask(bed, 'GET', `3d/models/${id}`)).status).toBe(404);
  expect((await ask(bed, 'GET', `3d/models/${id}/files/viewer.glb`)).status).toBe(404);
  expect(bed.leftovers()).toEqual([]);
}, 90_000);

test('the same content of two models is kept once, and stays until the last of them goes', async () => {
  const bytes = box({ tint: 0.123 });
  const first = await bed.model(bytes);
  const kept = bed.stored().length;
  const second = await bed.model(bytes);
  expect(bed.stored()).toHaveLength(kept);
  await ask(bed, 'DELETE', `3d/models/${first}`);
  expect((await ask(bed, 'GET', `3d/models/${second}/files/viewer.glb`)).status).toBe(200);
  expect((await ask(bed, 'GET', `3d/models/${second}/files/source`)).bytes).toEqual(bytes);
  await ask(bed, 'DELETE', `3d/models/${second}`);
  expect(bed.stored().length).toBeLessThan(kept);
}, 90_000);

test('processing again keeps the old files until the new ones are there, under a higher revision', async () => {
  const id = await bed.model();
  const again = await ask(bed, 'POST', `3d/models/${id}/process`, { json: { options: { scale: 2, turntable: false } } });
  expect(again.status).toBe(202);
  expect(again.json).toMatchObject({ status: 'queued', revision: 2, options: { scale: 2 } });
  expect((again.json['files'] as unknown as unknown[]).length).toBeGreaterThan(0);
  const done = await settled(bed, id);
  expect(done).toMatchObject({ status: 'done', revision: 2 });
  expect((done['report'] as unknown as { result: { dimensions: { width: number } } }).result.dimensions.width).toBeCloseTo(0.6, 3);
  await ask(bed, 'DELETE', `3d/models/${id}`);
}, 90_000);

test('a file that is known by its hash is not sent twice', async () => {
  const id = await bed.model();
  const file = await ask(bed, 'GET', `3d/models/${id}/files/viewer.glb`);
  const url = `${bed.service}/api/v1/3d/models/${id}/files/viewer.glb`;
  const headers = { authorization: sign(bed.site, bed.siteId, { method: 'GET', url }), 'if-none-match': file.headers.get('etag') ?? '' };
  expect((await fetch(url, { headers })).status).toBe(304);
  expect(file.headers.get('cache-control')).toContain('immutable');
  await ask(bed, 'DELETE', `3d/models/${id}`);
}, 60_000);

test('what the pipeline refuses is refused with the reason, and the site is told', async () => {
  const broken = box();
  broken.write('"version":"9.0"', broken.indexOf('"version":"2.0"'));
  const id = await bed.model(broken, 'broken.glb');
  const refused = (await ask(bed, 'GET', `3d/models/${id}`)).json;
  expect(refused).toMatchObject({ status: 'refused', files: [], report: null });
  const problem = refused['problem'] as unknown as { message: string; next: string };
  expect(problem.message).not.toBe('');
  expect(problem.next).not.toBe('');
  await ask(bed, 'DELETE', `3d/models/${id}`);
}, 60_000);

test('another site sees nothing of it', async () => {
  const id = await bed.model();
  const other = await startSite();
  const stranger: Client = {
    service: bed.service,
    site: other,
    siteId: (await pair({ site: other, service: bed.service, setupCode })).siteId,
  };
  for (const [method, path] of [
    ['GET', `3d/models/${id}`],
    ['GET', `3d/models/${id}/files/viewer.glb`],
    ['POST', `3d/models/${id}/cancel`],
    ['DELETE', `3d/models/${id}`],
  ] as const)
    expect([path, (await ask(stranger, method, path)).status]).toEqual([path, 404]);
  expect((await ask(stranger, 'GET', '3d/models')).json).toMatchObject({ models: [], total: 0 });
  expect((await ask(bed, 'GET', `3d/models?per_page=1`)).json).toMatchObject({ total: expect.any(Number), per_page: 1 });
  await other.stop();
  await ask(bed, 'DELETE', `3d/models/${id}`);
}, 60_000);

test('the operator reads what is measured, and null where nothing is known', async () => {
  const id = await bed.model();
  const status = (await (await fetch(`${bed.service}/api/v1/system/advanced-status`)).json()) as AdvancedStatus;
  expect(status.storage).toMatchObject({ kind: 'disk', quota_bytes: 16 * 1024 * 1024 });
  expect(status.storage.free_bytes).toBeGreaterThan(0);
  expect(status.storage.sites.find((one) => one.id === bed.siteId)?.bytes).toBeGreaterThan(0);
  expect(status.renderer).toMatchObject({ available: false, version: null, rendered: 0 });
  expect(status.pipeline).toMatchObject({ concurrency: 1, at_work: [], children: [] });
  expect(status.last.find((one) => one.model === id)).toMatchObject({ status: 'done', seconds: expect.any(Number) });
  await ask(bed, 'DELETE', `3d/models/${id}`);
}, 60_000);

const readStatus = async (): Promise<AdvancedStatus> =>
  (await (await fetch(`${bed.service}/api/v1/system/advanced-status`)).json()) as AdvancedStatus;

/** A model whose child process is at work. */
async function atWork(): Promise<string> {
  const made = await ask(bed, 'POST', '3d/models/upload', form({ name: 'cloth.glb', bytes: cloth(180, Math.random()) }));
  const id = made.json['id'] as unknown as string;
  for (let tries = 0; tries < 200; tries += 1) {
    const { pipeline } = await readStatus();
    if (pipeline.at_work.some((one) => one.model === id) && (pipeline.children?.length ?? 1) > 0) return id;
    await pause(20);
  }
  throw new Error('No child process was seen at work.');
}

for (const [how, method, path] of [
  ['cancelled', 'POST', '/cancel'],
  ['deleted', 'DELETE', ''],
] as const)
  test(`the child process of a model that is ${how} ends, and nothing of its work stays`, async () => {
    const before = bed.stored().length;
    const id = await atWork();
    const answer = await ask(bed, method, `3d/models/${id}${path}`);
    expect(answer.status).toBe(how === 'deleted' ? 204 : 200);
    for (let tries = 0; tries < 100 && (await readStatus()).pipeline.at_work.length > 0; tries += 1) await pause(100);
    const { at_work: left, children } = (await readStatus()).pipeline;
    expect([left, children ?? []]).toEqual([[], []]);
    await waitFor(() => bed.leftovers().length === 0);
    expect(bed.leftovers()).toEqual([]);
    if (how === 'cancelled') {
      expect((await ask(bed, 'GET', `3d/models/${id}`)).json).toMatchObject({ status: 'cancelled', files: [] });
      expect((await ask(bed, 'POST', `3d/models/${id}/cancel`)).json['code']).toBe('not_running');
      expect((await ask(bed, 'DELETE', `3d/models/${id}`)).status).toBe(204);
    }
    expect(bed.stored()).toHaveLength(before);
  }, 60_000);

(hasSharedModels ? test : test.skip)(
  'an avatar is dressed with a garment: a new model, which says what it was made of (needs ../shared)',
  async () => {
    const avatar = await bed.model(Buffer.from(sharedModel('avatar-knight-3clips.glb')), 'knight.glb');
    const garment = await bed.model(Buffer.from(sharedModel('garment-rogue-tunic-rigged.glb')), 'tunic.glb', { category: 'garment' });
    const plain = await bed.model();
    const asked = { avatar, garments: [garment], title: 'Knight in a tunic' };
    const made = await ask(bed, 'POST', 'avatars/create', { json: asked });
    expect(made.status).toBe(202);
    expect(made.json).toMatchObject({ kind: 'dressed', title: 'Knight in a tunic', madeOf: [avatar, garment] });
    const done = await settled(bed, made.json['id'] as unknown as string);
    expect(done).toMatchObject({ status: 'done', kind: 'dressed', problem: null });
    const listed = await ask(bed, 'GET', 'avatars');
    expect((listed.json['models'] as unknown as { kind: string }[]).map(({ kind }) => kind)).toEqual(['dressed', 'avatar']);
    const bare = await ask(bed, 'POST', 'avatars/create', { json: { ...asked, avatar: plain } });
    expect([bare.status, bare.json['code']]).toEqual([422, 'not_an_avatar']);
    const nobody = await ask(bed, 'POST', 'avatars/create', { json: { ...asked, avatar: crypto.randomUUID() } });
    expect(nobody.status).toBe(404);
  },
  240_000,
);
