import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The account that a child process runs as when we are root; servers such as PostgreSQL refuse to run as root. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** The first of these names that the machine knows; null when we are not root, and so need none. */
export function unprivilegedAccount(names: string[]): Account | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of names) {
    const entry = lines.find((fields) => fields[0] === name);
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(`Running as root needs one of the accounts ${names.join(', ')}, and this machine has none of them.`);
}

const mayEnter = (folder: string, account: Account): boolean => {
  const { mode, uid, gid } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
};

/** True when the account may enter every folder on the way to `folder`, itself included. Folders that are not there yet do not count. */
export function canReach(folder: string, account: Account | null): boolean {
  if (!account) return true;
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    try {
      if (!mayEnter(current, account)) return false;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    if (current === path.dirname(current)) return true;
  }
}
