import { readFileSync } from 'node:fs';

/** One process, and not another that later got its number: start time in clock ticks since boot, and which boot that was. */
export interface ProcessIdentity {
  pid: number;
  start: number;
  boot: string;
}

export interface ProcessStat {
  pid: number;
  state: string;
  parent: number;
  group: number;
  start: number;
}

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

/** The boot that is running; empty where the system does not tell (then start times alone must do). */
export const bootId = (): string => read('/proc/sys/kernel/random/boot_id')?.trim() ?? '';

/** Fields of /proc/PID/stat (proc(5)); null when there is no such process, or no /proc. */
export function processStat(pid: number): ProcessStat | null {
  const line = read(`/proc/${pid}/stat`);
  if (line === null) return null;
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return { pid, state: fields[0] ?? '', parent: Number(fields[1]), group: Number(fields[2]), start: Number(fields[19]) };
}

/** The command line of a process, its arguments joined by spaces; empty when it is gone or not ours to read. */
export const processCommand = (pid: number): string => (read(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim();

/** What to store of a process to know it again later. */
export const identify = (pid: number): ProcessIdentity => ({ pid, start: processStat(pid)?.start ?? 0, boot: bootId() });

/** True when exactly this process still runs (a zombie does not). Without /proc the number alone must do. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (identity.boot !== bootId()) return false;
  const stat = processStat(identity.pid);
  if (stat) return stat.start === identity.start && stat.state !== 'Z' && stat.state !== 'X';
  if (bootId() !== '') return false;
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
