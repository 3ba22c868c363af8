import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hold, holderOf } from '../src/kernel/holder.ts';
import { isRunning } from '../src/kernel/process.ts';
import { StartFault } from './fault.ts';

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
  try {
    mkdirSync(root, { recursive: true });
    accessSync(root, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartFault(
      `The cache folder ${root} cannot be made or written to (${why}).`,
      'Name another one: DEVSKYY_CACHE=/path/to/folder npm start',
      error,
    );
  }
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
  while (!hold(file)) {
    const holder = holderOf(file);
    if (holder && isRunning(holder)) await sleep(100);
    else rmSync(file, { force: true });
  }
  return () => rmSync(file, { force: true });
}
