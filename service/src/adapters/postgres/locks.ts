import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hold, holderOf, letGo } from '../../kernel/holder.ts';
import { bootId, isRunning, processCommand, processStat } from '../../kernel/process.ts';

const read = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/**
 * Makes this process the one owner of a folder; waits a while for an owner that is just ending.
 * Returns what gives it back. Throws when another living process keeps it.
 */
export async function own(folder: string, patienceMs = 15000): Promise<() => void> {
  const file = path.join(folder, 'owner.json');
  const deadline = Date.now() + patienceMs;
  while (!hold(file)) {
    const other = holderOf(file);
    if (!other || !isRunning(other)) rmSync(file, { force: true });
    else if (Date.now() > deadline)
      throw new Error(`${folder} is in use by process ${other.pid}. Stop that one first, or choose another data folder.`);
    else await sleep(100);
  }
  return () => letGo(file);
}

/** The postmaster's lock files hold its process number in the first line. */
const lockedBy = (file: string): number => Number((read(file) ?? '').split('\n')[0]) || 0;

/**
 * Drops lock files whose process is a zombie, or is not a postmaster of this folder (the number was given out anew after a crash).
 * PostgreSQL itself only asks whether the number lives.
 */
export function dropDeadLocks(data: string, sockets: string): void {
  if (bootId() === '') return; // no /proc to ask
  for (const file of [path.join(data, 'postmaster.pid'), path.join(sockets, '.s.PGSQL.5432.lock')]) {
    const pid = lockedBy(file);
    if (pid === 0) continue;
    const stat = processStat(pid);
    const foreign = stat !== null && !processCommand(pid).includes(data);
    if (stat === null || stat.state === 'Z' || foreign) rmSync(file, { force: true });
  }
}

/** Ends a postmaster of this folder that outlived its owner: fast shutdown, after ten seconds the immediate one. Never adopted. */
export async function endLeftOver(data: string): Promise<boolean> {
  const pid = lockedBy(path.join(data, 'postmaster.pid'));
  const runs = (): boolean => {
    const stat = processStat(pid);
    return stat !== null && stat.state !== 'Z' && processCommand(pid).includes(data);
  };
  if (pid === 0 || !runs()) return false;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; runs() && waited < 12000; waited += 50) {
    if (waited === 10000) process.kill(pid, 'SIGQUIT');
    await sleep(50);
  }
  return true;
}
