import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, type ProcessIdentity } from '../src/kernel/process.ts';

/** Downloads and unpacked software, shared by every data folder of this user; safe to delete at any time. */
export interface Cache {
  root: string;
  /** absolute path of an entry, there or not. */
  path(key: string): string;
  has(key: string): boolean;
  /** the entries under a folder of the cache, e.g. `wordpress` → ['7.1.4', …]. */
  list(folder: string): string[];
  /** the entry's path; made by `make` in a folder aside and renamed when whole. Two starts at once make it once. */
  fill(key: string, make: (folder: string) => Promise<void>): Promise<string>;
}

export function openCache(root: string): Cache {
  mkdirSync(root, { recursive: true });
  const at = (key: string): string => path.join(root, key);
  return {
    root,
    path: at,
    has: (key) => existsSync(at(key)),
    list: (folder) => (existsSync(at(folder)) ? readdirSync(at(folder)).filter((name) => !name.startsWith('.')) : []),
    async fill(key, make) {
      if (existsSync(at(key))) return at(key);
      const release = await lock(path.join(root, `.lock-${key.replaceAll('/', '-')}`));
      try {
        if (!existsSync(at(key))) await makeAside(at(key), make);
        return at(key);
      } finally {
        release();
      }
    },
  };
}

async function makeAside(target: string, make: (folder: string) => Promise<void>): Promise<void> {
  const parent = path.dirname(target);
  const aside = path.join(parent, `.new-${path.basename(target)}`);
  mkdirSync(parent, { recursive: true });
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside);
  try {
    await make(aside);
    renameSync(aside, target);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** A lock file that names its holder; one whose holder is gone counts as free. */
async function lock(file: string): Promise<() => void> {
  const mine = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    for (;;) {
      try {
        linkSync(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (stale(file)) rmSync(file, { force: true });
      else await sleep(100);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function stale(file: string): boolean {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return !isRunning(holder);
  } catch {
    // Gone meanwhile (free), or cut off by a crash while it was written (its age tells).
    return !existsSync(file) || Date.now() - statSync(file).mtimeMs > 10000;
  }
}
