import { readFileSync } from 'node:fs';

/** A line of /proc/PID/status in MB; null where the system does not tell, or when the process is gone. */
function statusMb(pid: number | 'self', line: 'VmRSS' | 'VmHWM'): number | null {
  try {
    const kib = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}

/** Resident memory of a process in MB; null where the system does not tell, or when it is gone. */
export const residentMb = (pid: number): number | null => statusMb(pid, 'VmRSS');

/**
 * The most memory that this process ever held, in MB. Linux' getrusage(2) begins with what the process held that this one was forked from, so it is
 * asked only where there is no /proc.
 */
export const peakMb = (): number => Math.round(statusMb('self', 'VmHWM') ?? process.resourceUsage().maxRSS / 1024);
