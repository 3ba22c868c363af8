import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { containerMemory } from './container.ts';

const mb = 1024 * 1024;
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'devskyy-groups-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function group(folder: string, files: Record<string, string>): void {
  mkdirSync(path.join(root, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, folder, name), text);
}

test('a container’s limit is found in its own group or in one above it, without the cache that nobody uses (version 2)', () => {
  group('unit', {
    'memory.max': `${2048 * mb}\n`,
    'memory.current': `${900 * mb}\n`,
    'memory.stat': `anon 1\ninactive_file ${100 * mb}\n`,
  });
  group('unit/inner', { 'memory.max': 'max\n', 'memory.current': '1\n' });
  expect(containerMemory(root, '0::/unit/inner\n')).toEqual({ limitMb: 2048, heldMb: 800 });
});

test('inside of a container the own group is the root (version 2)', () => {
  group('.', { 'memory.max': `${512 * mb}`, 'memory.current': `${300 * mb}`, 'memory.stat': 'inactive_file 0\n' });
  expect(containerMemory(root, '0::/\n')).toEqual({ limitMb: 512, heldMb: 300 });
});

test('version 1 says so in other words; its largest number means no limit', () => {
  group('memory/docker/abc', {
    'memory.limit_in_bytes': `${1024 * mb}`,
    'memory.usage_in_bytes': `${700 * mb}`,
    'memory.stat': `inactive_file 1\ntotal_inactive_file ${200 * mb}\n`,
  });
  group('memory', { 'memory.limit_in_bytes': '9223372036854771712', 'memory.usage_in_bytes': '1' });
  expect(containerMemory(root, '4:memory:/docker/abc\n2:cpu:/x\n')).toEqual({ limitMb: 1024, heldMb: 500 });
  expect(containerMemory(root, '4:memory:/\n')).toBeNull();
});

test('of several limits the one with the least room counts, and without any there is none', () => {
  group('a', { 'memory.max': `${1000 * mb}`, 'memory.current': `${900 * mb}`, 'memory.stat': '' });
  group('a/b', { 'memory.max': `${500 * mb}`, 'memory.current': `${100 * mb}`, 'memory.stat': '' });
  expect(containerMemory(root, '0::/a/b')).toEqual({ limitMb: 1000, heldMb: 900 });
  expect(containerMemory(root, '0::/elsewhere')).toBeNull();
  expect(containerMemory(root, null)).toBeNull();
});
