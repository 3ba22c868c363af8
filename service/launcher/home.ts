import { randomUUID } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { canReach, type Account } from '../src/kernel/account.ts';
import { exec } from './exec.ts';

/**
 * The place of what runs as another account when we are root: `<data>/home`. It is a plain folder, unless that account cannot enter the
 * data folder (root's home, mode 0700): then it is a link to a folder of our own under /var/lib/devskyy, which it can.
 */
export function openHome(data: string, account: Account | null, elsewhere = '/var/lib/devskyy'): string {
  const home = path.join(data, 'home');
  const present = lstatSync(home, { throwIfNoEntry: false });
  if (present?.isSymbolicLink()) {
    const target = readlinkSync(home);
    mkdirSync(target, { recursive: true, mode: 0o711 });
    return target;
  }
  if (!present && !canReach(data, account)) {
    const target = path.join(elsewhere, randomUUID());
    mkdirSync(target, { recursive: true, mode: 0o711 });
    symlinkSync(target, home);
    return target;
  }
  mkdirSync(home, { recursive: true, mode: 0o711 });
  return home;
}

/** What a start makes in its data folder, but for the claim on it. */
const made = ['credentials.json', 'logs', 'pairing.json', 'run.json', 'sample-imported'];

/** Deletes what a start has made in the data folder, and the folder that `home` links to. Files of others stay, whatever `--data` names. */
export function emptyData(data: string): void {
  const home = path.join(data, 'home');
  if (lstatSync(home, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(readlinkSync(home), { recursive: true, force: true });
  for (const name of ['home', ...made]) rmSync(path.join(data, name), { recursive: true, force: true });
}

/** A folder of the account's own. */
export function ownFolder(folder: string, account: Account | null, mode = 0o700): string {
  mkdirSync(folder, { recursive: true, mode });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

/** `source`, or a copy of it under `home` where the account cannot reach it. `key` names the copy and changes when the source does. */
export function reachable(source: string, options: { home: string; key: string; account: Account | null }): string {
  if (canReach(source, options.account)) return source;
  const software = path.join(options.home, 'software');
  const copy = path.join(software, options.key);
  if (existsSync(copy)) return copy;
  mkdirSync(software, { recursive: true, mode: 0o755 });
  rmSync(`${copy}.new`, { recursive: true, force: true });
  cpSync(source, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
  renameSync(`${copy}.new`, copy);
  return copy;
}

/** Copies a tree with the system's cp, which shares blocks where the file system can, and gives it to the account. */
export async function copyTree(source: string, target: string, account: Account | null): Promise<void> {
  const fresh = `${target}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true });
  await exec('cp', ['-RL', source, fresh]);
  if (account) await exec('chown', ['-R', `${account.uid}:${account.gid}`, fresh]);
  await exec('chmod', ['-R', 'u+rwX', fresh]);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
}
