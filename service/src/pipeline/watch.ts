import { readFileSync } from 'node:fs';

/** Resident memory of a process in MB; null where the system does not tell, or when it is gone. */
export function residentMb(pid: number): number | null {
  try {
    const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}

/** The most memory that this process ever held, in MB. */
export const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
