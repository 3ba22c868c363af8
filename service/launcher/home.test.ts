import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { emptyData, openHome } from './home.ts';

const account = { name: 'other', uid: 61000, gid: 61000 };

describe('the data folder', () => {
  let data: string;
  let elsewhere: string;
  beforeEach(() => {
    data = mkdtempSync(path.join(os.tmpdir(), 'data-'));
    elsewhere = mkdtempSync(path.join(os.tmpdir(), 'elsewhere-'));
  });
  afterEach(() => [data, elsewhere].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  test('what another account runs lies in it, where that account can reach it', () => {
    chmodSync(data, 0o711);
    expect(openHome(data, account, elsewhere)).toBe(path.join(data, 'home'));
  });

  test('with mode 0700 it is a link to a folder that the account can reach, the same at each start', () => {
    const home = openHome(data, account, elsewhere);
    expect(home.startsWith(elsewhere)).toBe(true);
    expect(realpathSync(path.join(data, 'home'))).toBe(realpathSync(home));
    expect(openHome(data, account, elsewhere)).toBe(home);
  });

  test("a reset deletes the shop, wherever it lies, and nobody else's files", () => {
    const home = openHome(data, account, elsewhere);
    mkdirSync(path.join(home, 'wordpress'));
    writeFileSync(path.join(data, 'credentials.json'), '{}');
    writeFileSync(path.join(data, 'letter.txt'), 'mine');
    emptyData(data);
    expect(existsSync(home)).toBe(false);
    expect(lstatSync(path.join(data, 'home'), { throwIfNoEntry: false })).toBeUndefined();
    expect(existsSync(path.join(data, 'credentials.json'))).toBe(false);
    expect(existsSync(path.join(data, 'letter.txt'))).toBe(true);
  });
});
