import { expect, test } from '@jest/globals';
import { repository } from '../launcher/software.ts';
import { discoveryModule, foldersOf } from './bundle.ts';
import { isVersion, releaseDate, releaseVersion, withVersion } from './release.ts';

test('every place that names the version names the same one', () => {
  expect(isVersion(releaseVersion(repository))).toBe(true);
});

test('the date is SOURCE_DATE_EPOCH where it is set, and must be one', async () => {
  expect(await releaseDate('/', '1700000000')).toEqual(new Date(1_700_000_000_000));
  await expect(releaseDate('/', 'yesterday')).rejects.toThrow('SOURCE_DATE_EPOCH is "yesterday"');
  await expect(releaseDate('/', '100000000')).rejects.toThrow('after 1980');
});

test('a folder without git says what to set', async () => {
  await expect(releaseDate('/', undefined)).rejects.toThrow('date of the last commit could not be read');
});

test('another version takes the place of ours, and of nothing else', () => {
  const entry = " * Version:           0.1.0\n * Requires at least: 6.8\n( new Plugin( __FILE__, '0.1.0' ) )->boot(); // 0.1.0";
  expect(withVersion('plugin/devskyy.php', entry, '0.0.9')).toBe(
    " * Version:           0.0.9\n * Requires at least: 6.8\n( new Plugin( __FILE__, '0.0.9' ) )->boot(); // 0.1.0",
  );
  expect(withVersion('plugin/includes/Plugin.php', entry, '0.0.9')).toBe(entry);
});

test('a release names its agents, migrations and providers instead of looking for them', () => {
  const module = discoveryModule(['product-copy'], ['001_foundation.ts'], ['anthropic']);
  expect(module).toContain('"product-copy": () => import("./agents/catalog/product-copy/index.ts")');
  expect(module).toContain('"001_foundation.ts": () => import("../migrations/001_foundation.ts")');
  expect(module).toContain('wire: () => import("./providers/anthropic.mjs")');
});

test('the packages inside are known by their folders, nested and scoped ones too', () => {
  expect(
    foldersOf(['service/src/app.ts', 'node_modules/a/x.js', 'node_modules/a/y.js', 'node_modules/a/node_modules/@s/b/lib/z.js']),
  ).toEqual(['node_modules/a', 'node_modules/a/node_modules/@s/b']);
});
