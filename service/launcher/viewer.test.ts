import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { repository } from './software.ts';
import { BEFORE_ANYTHING_HEAVY, buildViewer, weight } from './viewer.ts';

test('a page loads at most 3 kB of ours before anything heavy, and every file that PHP names is there', async () => {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'devskyy-viewer-')), 'viewer');
  await buildViewer(repository, folder);
  expect(weight(path.join(folder, 'view.js'))).toBeLessThanOrEqual(BEFORE_ANYTHING_HEAVY);
  // What a live viewer needs is asked for by import(), never with the page.
  expect(readFileSync(path.join(folder, 'view.js'), 'utf8')).not.toMatch(/^import\b|from"\.\/(?!live)/);
  const { viewer, meshopt, draco } = JSON.parse(readFileSync(path.join(folder, 'viewer.json'), 'utf8')) as Record<string, string>;
  for (const name of [viewer, meshopt, `${draco}draco_wasm_wrapper.js`, `${draco}draco_decoder.wasm`, 'lookbook.js', 'ar.svg'])
    expect([name, existsSync(path.join(folder, name!))]).toEqual([name, true]);
  rmSync(path.dirname(folder), { recursive: true });
});
