import { zipSync, strToU8, type ZipOptions } from 'fflate';
import { expect, test } from '@jest/globals';
import { sharedFile, testShared } from '../../../../tests/fakes/models-3d.ts';
import { attempt } from '../refusal.ts';
import { unzip } from './index.ts';

const codeOf = async (bytes: Uint8Array): Promise<string> => {
  const result = await attempt(() => unzip('upload.zip', bytes));
  if (!result.ok) expect(result.error.next).toBeTruthy();
  return result.ok ? 'taken' : result.error.code;
};

const zip = (files: Record<string, [Uint8Array, ZipOptions]>): Uint8Array => zipSync(files as never);
const one = (name: string, options: ZipOptions = {}): Uint8Array => zip({ [name]: [strToU8('v 0 0 0'), options] });

test('C8 a name that leads out of the archive refuses the whole of it', async () => {
  for (const name of [
    '../evil.obj',
    'a/../../evil.obj',
    '/abs.obj',
    'C:/abs.obj',
    'a\\..\\..\\w.obj',
    './a.obj',
    'a//b.obj',
    'a\u0001ü.obj',
    `${'x'.repeat(300)}.obj`,
  ])
    expect([name, await codeOf(one(name))]).toEqual([name, 'archive-path']);
  expect(await codeOf(one('models/Shoe – größe.obj'))).toBe('taken');
});

test('C8 a symbolic link, a password, a name that is there twice and a broken archive are refused', async () => {
  expect(await codeOf(one('link.obj', { os: 3, attrs: 0o120777 << 16 }))).toBe('archive-link');
  expect(await codeOf(zip({ 'A.obj': [strToU8('v'), {}], 'a.obj': [strToU8('v'), {}] }))).toBe('archive-twice');
  const locked = one('a.obj');
  const central = Buffer.from(locked).indexOf('PK\x01\x02', 0, 'latin1');
  locked[central + 8]! |= 1;
  expect(await codeOf(locked)).toBe('archive-encrypted');
  expect(await codeOf(one('a.obj').subarray(0, 40))).toBe('archive-unreadable');
  expect(await codeOf(zip({ 'folder/': [new Uint8Array(), {}] }))).toBe('archive-empty');
});

test('a damaged entry is told by its checksum, before anything reads it', async () => {
  const stored = zip({ 'a.obj': [strToU8('v 0 0 0\nv 1 0 0\n'), { level: 0 }] });
  stored[Buffer.from(stored).indexOf('v 0 0 0')]! ^= 4;
  expect(await codeOf(stored)).toBe('archive-unreadable');
});

test('C8 too many entries are refused before any of them is read', async () => {
  const files = Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`f${at}.txt`, [new Uint8Array(1), { level: 0 }]]));
  expect(await codeOf(zip(files as never))).toBe('archive-entries');
});

test('C8 what grows out of proportion or past its declared size is refused', async () => {
  expect(await codeOf(zip({ 'zeros.bin': [new Uint8Array(3_000_000), { level: 9 }] }))).toBe('archive-too-large');
  const lying = zip({ 'zeros.bin': [new Uint8Array(3_000_000), { level: 9 }] });
  const central = Buffer.from(lying).indexOf('PK\x01\x02', 0, 'latin1');
  for (const at of [22, central + 24]) Buffer.from(lying.buffer, lying.byteOffset).writeUInt32LE(1_000, at);
  expect(await codeOf(lying)).toBe('archive-unreadable');
});

testShared('C8 the bomb and the slip of the shared files are refused', async () => {
  expect(await codeOf(sharedFile('bad/bomb.zip'))).toBe('archive-too-large');
  expect(await codeOf(sharedFile('bad/slip.zip'))).toBe('archive-path');
});
