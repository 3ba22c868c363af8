import { readFileSync, readdirSync } from 'node:fs';

/** The text of a file of /proc, or null when the process has gone or another user owns it. */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Process → its children; null where there is no /proc. */
function families(): Map<number, number[]> | null {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return null;
  }
  const children = new Map<number, number[]>();
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    // the program's name may hold blanks and brackets: what counts comes after the last one
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/** This process' child that was started with the given word among its arguments; null: not found, or no /proc. */
export function childWith(word: string): number | null {
  const own = families()?.get(process.pid) ?? [];
  return own.find((pid) => read(`/proc/${pid}/cmdline`)?.includes(word)) ?? null;
}

/**
 * Megabytes that a process and its descendants hold: proportional set sizes, so that shared pages count once
 * (Linux, proc(5)); null where /proc does not say.
 */
export function treeMegabytes(root: number): number | null {
  const children = families();
  let kilobytes = 0;
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    waiting.push(...(children?.get(pid) ?? []));
    const rollup = read(`/proc/${pid}/smaps_rollup`) ?? read(`/proc/${pid}/status`);
    kilobytes += Number(/^(?:Pss|VmRSS):\s+(\d+) kB/m.exec(rollup ?? '')?.[1] ?? 0);
  }
  return kilobytes > 0 ? kilobytes / 1024 : null;
}
