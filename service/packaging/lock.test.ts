import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { repository } from '../launcher/software.ts';

interface Locked {
  optionalDependencies?: Record<string, string>;
}

test('the lock names the packages of every platform: without them npm ci refuses it', () => {
  const lock = JSON.parse(readFileSync(path.join(repository, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
  const names = new Set(Object.keys(lock.packages).map((folder) => folder.slice(folder.lastIndexOf('node_modules/') + 13)));
  const missing = Object.entries(lock.packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).flatMap((name) => (names.has(name) ? [] : [`${folder} → ${name}`])),
  );
  expect(missing).toEqual([]);
});
