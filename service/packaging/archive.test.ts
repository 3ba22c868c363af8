import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { unzipSync, gunzipSync } from 'fflate';
import { Header } from 'tar';
import { sorted, tarGz, zip, type Entry } from './archive.ts';

const date = new Date('2026-03-29T01:30:00Z'); // an hour that Europe's clocks skip
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const entries: Entry[] = [
  { name: 'a/b.txt', content: bytes('two') },
  { name: 'a/Z.txt', content: bytes('one'.repeat(500)) },
  { name: 'a/run.sh', content: bytes('#!/bin/sh'), executable: true },
];

/** SHA-256 of the zip as a process in another time zone makes it. */
const inZone = (zone: string): string =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { createHash } from 'node:crypto'; import { zip } from ${JSON.stringify(new URL('./archive.ts', import.meta.url).href)};
       const made = zip([{ name: 'a', content: new Uint8Array(3) }], new Date(${date.getTime()}));
       process.stdout.write(createHash('sha256').update(made).digest('hex') + ' ' + new Date(0).getHours());`,
    ],
    { env: { ...process.env, TZ: zone }, encoding: 'utf8' },
  );

test('a zip has the same bytes whatever the order of its files', () => {
  const first = zip(entries, date);
  expect(Buffer.compare(first, zip(entries.toReversed(), date))).toBe(0);
  expect(Buffer.compare(first, zip(entries, new Date('2026-03-30T01:30:00Z')))).not.toBe(0);
});

test('a zip has the same bytes whatever the time zone of the machine', () => {
  const [berlin, berlinHour] = inZone('Europe/Berlin').split(' ');
  const [auckland, aucklandHour] = inZone('Pacific/Auckland').split(' ');
  expect(berlinHour).not.toBe(aucklandHour);
  expect(berlin).toBe(auckland);
});

test('a zip holds what went in, sorted by bytes, without extra fields, with modes', () => {
  const made = Buffer.from(zip(entries, date));
  expect(Object.keys(unzipSync(made))).toEqual(['a/Z.txt', 'a/b.txt', 'a/run.sh']);
  expect(Buffer.from(unzipSync(made)['a/Z.txt']!).toString()).toBe('one'.repeat(500));
  // The central directory (APPNOTE 4.3.12): length of the extra field at 30, external attributes at 38, the name at 46.
  const modes: string[] = [];
  for (let at = made.indexOf('PK\u0001\u0002'); at !== -1; at = made.indexOf('PK\u0001\u0002', at + 1)) {
    expect(made.readUInt16LE(at + 30)).toBe(0);
    modes.push((made.readUInt32LE(at + 38) >>> 16).toString(8));
  }
  expect(modes).toEqual(['100644', '100644', '100755']);
});

test('a tar has the same bytes whatever the order, and names, sizes and owners as they should be', () => {
  const made = tarGz(entries, date);
  expect(Buffer.compare(made, tarGz(entries.toReversed(), date))).toBe(0);
  const plain = Buffer.from(gunzipSync(made));
  const first = new Header(plain, 0);
  expect(first).toMatchObject({ path: 'a/Z.txt', size: 1500, mode: 0o644, uid: 0, gid: 0, cksumValid: true });
  expect(first.mtime).toEqual(date);
  expect(plain.subarray(512, 515).toString()).toBe('one');
  expect(plain.length % 512).toBe(0);
});

test('two files of one name, and names that lead out of the archive, are refused', () => {
  const content = bytes('');
  expect(() =>
    sorted([
      { name: 'a', content },
      { name: 'a', content },
    ]),
  ).toThrow('a is in the archive twice.');
  for (const name of ['/etc/passwd', 'a/../../b', 'a//b', './a', 'a\\b'])
    expect(() => sorted([{ name, content }])).toThrow('not a path inside');
});

test('a name that plain tar cannot hold is refused instead of cut', () => {
  expect(() => tarGz([{ name: `${'x'.repeat(160)}.txt`, content: bytes('') }], date)).toThrow('does not fit');
});
