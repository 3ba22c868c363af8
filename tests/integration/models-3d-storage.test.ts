import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { migrate, openDatabase, type Database } from '../../service/src/adapters/knex/database.ts';
import { createSiteScope } from '../../service/src/adapters/knex/site-scope.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import { createObjects } from '../../service/src/adapters/storage/objects.ts';
import { createModels, type ModelDeps } from '../../service/src/domains/models/index.ts';
import { createModelRepository } from '../../service/src/domains/models/repository.knex.ts';
import { createUploads } from '../../service/src/domains/models/uploads.ts';
import type { Message } from '../../service/src/domains/outbox/contract.ts';
import type { Queue } from '../../service/src/kernel/queue.ts';
import { fail } from '../../service/src/kernel/result.ts';
import { box, sha256 } from './model-kit.ts';
import { addSite, noMetrics, silent } from './run-kit.ts';

const hour = 3600 * 1000;
const full = fail({ code: 'no_space', message: 'The disk of the service is full.', next: 'Make room on it.' });

let folder: string;
let postgres: Postgres;
let database: Database;
let site: string;
let now: Date;
let live: Record<string, unknown>[];
let sent: Record<string, unknown>[];
let told: Message[];
/** Sites whose files stay. */
let kept: string[];
let deps: ModelDeps;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-models-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  database = openDatabase(postgres.url);
  await migrate(database, fileURLToPath(new URL('../../service/migrations', import.meta.url)));
}, 60_000);

afterAll(async () => {
  await database.destroy();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  site = crypto.randomUUID();
  await addSite(database, site);
  now = new Date();
  [live, sent, told, kept] = [[], [], [], [site]];
  deps = {
    repository: createModelRepository(),
    transactions: createSiteScope(database),
    objects: await createObjects({ kind: 'disk', folder: path.join(folder, site) }),
    pipeline: { process: () => Promise.reject(new Error('not asked')), isRefusal: () => false },
    queue: {
      send: async (_name: string, payload: Record<string, unknown>) => void sent.push(payload),
      live: async () => live,
    } as unknown as Queue,
    outbox: { add: async (_within, _site, { message }) => void told.push(message) },
    sites: async () => [site],
    sitesKept: async () => kept,
    limits: { mostBytes: 1e8, quotaBytes: 1e9, concurrency: 1, leastFreeBytes: 0 },
    workFolder: path.join(folder, 'work', String(process.pid)),
    clock: { now: () => now },
    logger: silent,
    metrics: noMetrics,
  };
});

const models = () =>
  createModels(deps, {
    limits: { memoryMb: 1, seconds: 1 },
    children: () => [],
    memory: () => ({ budget_mb: 1, held_mb: null, peak_mb: null, waiting: 0, gave_way: 0 }),
    renderer: () => Promise.reject(new Error('not asked')),
  });

async function announced(bytes = box()) {
  const made = await createUploads(deps).start(site, { name: 'bag.glb', size: bytes.length, sha256: sha256(bytes) });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

async function uploaded(bytes = box()): Promise<string> {
  const { id } = await announced(bytes);
  await createUploads(deps).append(site, id, { offset: 0, bytes });
  return id;
}

async function made(): Promise<string> {
  const model = await models().service.create(site, { upload: await uploaded(), title: '', options: options }, null);
  if (!model.ok) throw new Error(model.error.message);
  return model.value.id;
}

const options = { category: null, scale: null, finishes: {}, turntable: false, bones: {} };

test('C10 a disk that fills up in the middle of an upload is told as such; no part of an object stays, and the upload goes on later', async () => {
  const bytes = box({ ballast: 1000 });
  const { id } = await announced(bytes);
  const whole = deps.objects;
  await createUploads(deps).append(site, id, { offset: 0, bytes: bytes.subarray(0, 500) });
  deps.objects = { ...whole, putBytes: async () => full };
  expect(await createUploads(deps).append(site, id, { offset: 500, bytes: bytes.subarray(500) })).toMatchObject({
    error: { code: 'no_space' },
  });
  expect(await whole.list('')).toHaveLength(1);
  expect(await createUploads(deps).find(site, id)).toMatchObject({ value: { offset: 500 } });

  deps.objects = { ...whole, putFile: async () => full };
  await createUploads(deps).append(site, id, { offset: 500, bytes: bytes.subarray(500) });
  const refused = await models().service.create(site, { upload: id, title: '', options }, null);
  expect(refused).toMatchObject({ error: { code: 'no_space' } });
  expect(sent).toEqual([]);
  expect((await whole.list('')).filter((key) => key.includes('/objects/'))).toEqual([]);

  deps.objects = whole;
  expect(await models().service.create(site, { upload: id, title: '', options }, null)).toMatchObject({ ok: true });
});

test('a storage that does not answer is told as such and nothing is lost: it goes on as soon as it answers', async () => {
  const bytes = box();
  const id = await uploaded(bytes);
  const whole = deps.objects;
  const gone = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9000'), { code: 'ECONNREFUSED' }));
  const create = () => models().service.create(site, { upload: id, title: '', options }, null);
  for (const part of [{ list: gone }, { read: gone }, { has: gone }]) {
    deps.objects = { ...whole, ...part };
    expect(await create()).toMatchObject({
      error: { code: 'storage_unavailable', message: expect.stringContaining('ECONNREFUSED') as unknown },
    });
  }
  deps.objects = whole;
  const made = await create();
  if (!made.ok) throw new Error(made.error.message);
  deps.objects = { ...whole, remove: gone };
  expect(await models().service.remove(site, made.value.id)).toMatchObject({ ok: true });
  expect(await models().service.find(site, made.value.id)).toMatchObject({ error: { code: 'unknown_model' } });
});

test('of two files that come at once and fit only one by one, one is taken', async () => {
  const [one, other] = [box(), box({ tint: 0.5 })];
  deps.limits = { ...deps.limits, quotaBytes: one.length + other.length - 1 };
  const announce = (bytes: Uint8Array) => createUploads(deps).start(site, { name: 'bag.glb', size: bytes.length, sha256: sha256(bytes) });
  const codes = (results: { ok: boolean; error?: { code: string } }[]) =>
    results.map((result) => (result.ok ? 'taken' : result.error!.code)).sort();
  expect(codes(await Promise.all([announce(one), announce(other)]))).toEqual(['quota_exceeded', 'taken']);
});

test('C10 where the free space does not hold the file, it is not begun', async () => {
  deps.objects = { ...deps.objects, freeBytes: async () => 10 };
  expect(await createUploads(deps).start(site, { name: 'bag.glb', size: 100, sha256: sha256(box()) })).toMatchObject({
    error: { code: 'no_space' },
  });
});

test('C10 a disk that is full when the files are stored fails the model with the reason, and nothing of it stays', async () => {
  const id = await made();
  const before = await deps.objects.list('');
  const whole = deps.objects;
  deps.pipeline = { ...deps.pipeline, process: async () => fail({ code: 'disk-full', message: 'The disk is full.', next: 'Make room.' }) };
  const { jobDeps, service } = models();
  await jobDeps.worker.process({ site, model: id }, { id: 'job', signal: new AbortController().signal, attempt: 1 });
  expect(await service.find(site, id)).toMatchObject({ value: { status: 'failed', problem: { code: 'disk-full', next: 'Make room.' } } });
  expect(await whole.list('')).toEqual(before);
  expect(told.map(({ type }) => type)).toEqual(['model']);
});

test('a service that stops hands the model back to the queue; after the third fault of its own it is failed', async () => {
  const id = await made();
  const stopping = new AbortController();
  deps.pipeline = {
    ...deps.pipeline,
    process: async () => {
      stopping.abort();
      return fail({ code: 'cancelled', message: 'Stopped.' });
    },
  };
  const first = { id: 'job', signal: stopping.signal, attempt: 1 };
  await expect(models().jobDeps.worker.process({ site, model: id }, first)).rejects.toThrow('stops');
  expect(await models().service.find(site, id)).toMatchObject({ value: { status: 'processing' } });

  deps.pipeline = { ...deps.pipeline, process: async () => fail({ code: 'process-ended', message: 'It died.' }) };
  const again = { id: 'job', signal: new AbortController().signal };
  await expect(models().jobDeps.worker.process({ site, model: id }, { ...again, attempt: 2 })).rejects.toThrow('It died.');
  await models().jobDeps.worker.process({ site, model: id }, { ...again, attempt: 3 });
  expect(await models().service.find(site, id)).toMatchObject({ value: { status: 'failed', problem: { code: 'process-ended' } } });
  // another job of the same model finds nothing to do
  deps.pipeline = { ...deps.pipeline, process: () => Promise.reject(new Error('not asked')) };
  await models().jobDeps.worker.process({ site, model: id }, { ...again, id: 'other', attempt: 1 });
});

test('the hourly round drops uploads that nobody came back for and contents that no model names, and nothing else', async () => {
  const id = await made();
  const { id: fresh } = await announced(box({ tint: 0.1 }));
  await createUploads(deps).append(site, fresh, { offset: 0, bytes: box({ tint: 0.1 }).subarray(0, 100) });
  await deps.objects.putBytes(`${site}/objects/ab/${'ab'.repeat(32)}`, Buffer.from('left by a crash'));
  const kept = (await deps.objects.list('')).filter((key) => !key.includes('abab'));
  await models().housekeeping.round();
  expect((await deps.objects.list('')).sort()).toEqual(kept.sort());

  now = new Date(now.getTime() + 25 * hour);
  await models().housekeeping.round();
  expect(await createUploads(deps).find(site, fresh)).toMatchObject({ error: { code: 'unknown_upload' } });
  expect(await deps.objects.list(`${site}/uploads/`)).toEqual([]);
  expect(await models().service.file(site, id, 'source')).toMatchObject({ ok: true });
});

test('the files of a site that is gone for good go, those of one that may come back stay', async () => {
  await made();
  const gone = crypto.randomUUID();
  await deps.objects.putBytes(`${gone}/objects/aa/1`, Buffer.from('x'));
  kept = [site, gone];
  await models().housekeeping.round();
  expect(await deps.objects.list(`${gone}/`)).toHaveLength(1);
  kept = [site];
  await models().housekeeping.round();
  expect(await deps.objects.list(`${gone}/`)).toEqual([]);
  expect(await deps.objects.list(`${site}/`)).not.toEqual([]);
});

test('a model whose job was lost gets one again when a process starts; one that has its job does not', async () => {
  const id = await made();
  live = [{ site, model: id }];
  sent = [];
  await models().housekeeping.resume();
  expect(sent).toEqual([]);
  live = [];
  await models().housekeeping.resume();
  expect(sent).toEqual([{ site, model: id }]);
  expect(await models().service.find(site, id)).toMatchObject({ value: { status: 'queued', revision: 2 } });
});
