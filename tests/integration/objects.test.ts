import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import S3rver from 's3rver';
import type { ObjectStore } from '../../service/src/domains/models/ports.ts';
import { createObjects } from '../../service/src/adapters/storage/objects.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-objects-'));
/** A file system of one megabyte, where the tests may mount one. */
const small = path.join(folder, 'small');
mkdirSync(small);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]).status === 0;

const read = async (stream: Promise<Readable>): Promise<string> => (await buffer(await stream)).toString();

/** An S3-compatible server on this machine. */
const bucket = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: path.join(folder, 's3'),
  configureBuckets: [{ name: 'models', configs: [] }],
});
let endpoint = '';

beforeAll(async () => {
  mkdirSync(path.join(folder, 's3'), { recursive: true });
  endpoint = `http://127.0.0.1:${(await bucket.run()).port}`;
}, 30_000);

afterAll(async () => {
  await bucket.close();
  if (mounted) spawnSync('umount', [small]);
  rmSync(folder, { recursive: true, force: true });
});

const stores: Record<string, () => Promise<ObjectStore>> = {
  disk: () => createObjects({ kind: 'disk', folder: path.join(folder, 'disk') }),
  s3: () =>
    createObjects({
      kind: 's3',
      bucket: 'models',
      region: 'us-east-1',
      endpoint,
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    }),
};

describe.each(Object.keys(stores))('the storage on %s', (kind) => {
  let store: ObjectStore;
  beforeAll(async () => {
    store = await stores[kind]!();
  });

  test('says what it is, and how much room there is where it knows', async () => {
    expect(store.kind).toBe(kind);
    const free = await store.freeBytes();
    expect(kind === 'disk' ? Number(free) > 0 : free).toBe(kind === 'disk' ? true : null);
  });

  test('gives back what it was given, from memory and from a file', async () => {
    const file = path.join(folder, `${kind}.bin`);
    const large = Buffer.alloc(3 * 1024 * 1024, 'abc');
    writeFileSync(file, large);
    expect(await store.putBytes('site/a/one', Buffer.from('one'))).toEqual({ ok: true, value: null });
    expect(await store.putFile('site/a/two', file, large.length)).toEqual({ ok: true, value: null });
    expect(await read(store.read('site/a/one'))).toBe('one');
    expect((await buffer(await store.read('site/a/two'))).equals(large)).toBe(true);
  });

  test('knows what it has by its length, and not what it lacks', async () => {
    await store.putBytes('site/b/three', Buffer.from('three'));
    expect(await store.has('site/b/three', 5)).toBe(true);
    expect(await store.has('site/b/three', 4)).toBe(false);
    expect(await store.has('site/b/four', 5)).toBe(false);
  });

  test('lists below a prefix and removes one, or all below a prefix', async () => {
    for (const key of ['x/objects/aa/1', 'x/objects/bb/2', 'x/uploads/u/000', 'y/objects/aa/1'])
      await store.putBytes(key, Buffer.from(key));
    expect((await store.list('x/objects/')).sort()).toEqual(['x/objects/aa/1', 'x/objects/bb/2']);
    expect(await store.list('nothing/')).toEqual([]);
    await store.remove('x/objects/aa/1');
    await store.remove('x/objects/aa/1');
    expect(await store.list('x/objects/')).toEqual(['x/objects/bb/2']);
    await store.removeAll('x/');
    expect(await store.list('x/')).toEqual([]);
    expect(await store.list('y/')).toEqual(['y/objects/aa/1']);
    await store.removeAll('nothing/');
  });

  test('a file that is shorter than was said is not there afterwards', async () => {
    const file = path.join(folder, `${kind}-short.bin`);
    writeFileSync(file, 'short');
    const put = await store.putFile('site/c/short', file, 500);
    expect(put).toMatchObject({ ok: false, error: { code: 'storage_unavailable' } });
    expect(await store.list('site/c/')).toEqual([]);
  });
});

test('a bucket that does not answer is told with what to do', async () => {
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const store = await createObjects({ kind: 's3', bucket: 'missing', region: 'us-east-1', endpoint, credentials });
  const put = await store.putBytes('a', Buffer.from('a'));
  expect(put).toMatchObject({ ok: false, error: { code: 'storage_unavailable', next: expect.any(String) } });
});

(mounted ? test : test.skip)(
  'C10 a full disk is told as such, and nothing of the object stays (needs to mount a file system)',
  async () => {
    const store = await createObjects({ kind: 'disk', folder: small });
    const file = path.join(folder, 'large.bin');
    writeFileSync(file, Buffer.alloc(2 * 1024 * 1024, 1));
    expect(await store.putFile('site/large', file, 2 * 1024 * 1024)).toMatchObject({ ok: false, error: { code: 'no_space' } });
    expect(await store.putBytes('site/large', Buffer.alloc(2 * 1024 * 1024))).toMatchObject({ ok: false, error: { code: 'no_space' } });
    expect(await store.list('site/')).toEqual([]);
    expect(await store.putBytes('site/little', Buffer.from('fits'))).toEqual({ ok: true, value: null });
  },
);
