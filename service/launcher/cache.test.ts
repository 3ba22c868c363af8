import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCache } from './cache.ts';

describe('cache', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'cache-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('two fills of one entry at once make it once', async () => {
    const cache = openCache(root);
    let made = 0;
    const fill = (): Promise<string> =>
      cache.fill('thing/1', async (folder) => {
        made++;
        await sleep(50);
        writeFileSync(path.join(folder, 'file'), 'whole');
      });
    const [one, other] = await Promise.all([fill(), fill()]);
    expect(one).toBe(other);
    expect(made).toBe(1);
    expect(readFileSync(path.join(one, 'file'), 'utf8')).toBe('whole');
    expect(cache.list('thing')).toEqual(['1']);
  });

  test('a fill that fails leaves nothing, and the next one makes the entry', async () => {
    const cache = openCache(root);
    const broken = cache.fill('thing/2', (folder) => {
      writeFileSync(path.join(folder, 'half'), '');
      return Promise.reject(new Error('cut off'));
    });
    await expect(broken).rejects.toThrow('cut off');
    expect(cache.has('thing/2')).toBe(false);
    const made = await cache.fill('thing/2', (folder) => Promise.resolve(writeFileSync(path.join(folder, 'file'), '')));
    expect(readdirSync(made)).toEqual(['file']);
  });

  test('the lock of a process that is gone does not hold anybody up', async () => {
    const cache = openCache(root);
    writeFileSync(path.join(root, '.lock-thing-3'), JSON.stringify({ pid: 2 ** 22 + 1, start: 1, boot: 'another' }));
    await cache.fill('thing/3', () => Promise.resolve());
    expect(cache.has('thing/3')).toBe(true);
    expect(existsSync(path.join(root, '.lock-thing-3'))).toBe(false);
  });
});
