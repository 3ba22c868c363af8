import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface ContainerMemory {
  limitMb: number;
  /** what cannot be given back at once: without the page cache that nothing uses. */
  heldMb: number;
}

const megabyte = 1024 * 1024;

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Names of files in a folder of control groups, version 2 and version 1. */
const versions = [
  { limit: 'memory.max', held: 'memory.current', cache: /^inactive_file (\d+)$/m },
  { limit: 'memory.limit_in_bytes', held: 'memory.usage_in_bytes', cache: /^total_inactive_file (\d+)$/m },
];

/** This process' control group and those above it, nearest first, of both versions. Inside of a container they often are the root itself. */
function groups(root: string, own: string): string[] {
  const folders: string[] = [];
  for (const line of own.trim().split('\n')) {
    const [, controllers = '', group = '/'] = line.split(':', 3);
    if (controllers !== '' && !controllers.split(',').includes('memory')) continue;
    const base = controllers === '' ? root : path.join(root, 'memory');
    for (let at = group; ; at = path.dirname(at)) {
      folders.push(path.join(base, at));
      if (at === '/' || at === '.') break;
    }
  }
  return folders;
}

/** A machine's groups say a number of this size when they mean "no limit" (version 1). */
const none = 2 ** 53;

/**
 * The tightest memory limit that a container or a unit sets around this process, with what is held below it (Linux, control groups 1 and 2);
 * null where there is none.
 */
export function containerMemory(root = '/sys/fs/cgroup', own: string | null = read('/proc/self/cgroup')): ContainerMemory | null {
  let tightest: ContainerMemory | null = null;
  for (const folder of groups(root, own ?? '')) {
    for (const { limit, held, cache } of versions) {
      const bytes = Number(read(path.join(folder, limit)) ?? Number.NaN); // "max" is no number
      if (!(bytes > 0 && bytes < none)) continue;
      const unused = Number(cache.exec(read(path.join(folder, 'memory.stat')) ?? '')?.[1] ?? 0);
      const found = { limitMb: bytes / megabyte, heldMb: (Number(read(path.join(folder, held)) ?? 0) - unused) / megabyte };
      if (tightest === null || found.limitMb - found.heldMb < tightest.limitMb - tightest.heldMb) tightest = found;
    }
  }
  return tightest;
}
