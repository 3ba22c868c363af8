import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { identify, type ProcessIdentity } from './process.ts';

/** Makes this process the holder of a file that names it, in one step: of several that try at once one wins. False when it is held. */
export function hold(file: string): boolean {
  const mine = `${file}.${randomUUID()}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Who holds the file; null when nobody does (it is gone, or was cut off by a crash). */
export function holderOf(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}

/** Lets go of the file, if it is this process that holds it. */
export function letGo(file: string): void {
  if (holderOf(file)?.pid === process.pid) rmSync(file, { force: true });
}
