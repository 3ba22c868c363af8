import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildWish {
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  /** a text for its standard input. */
  input?: string;
}

export interface Running {
  pid: number;
  /** standard output and standard error so far. */
  said(): string;
  /** settles when the process has ended, with its exit code. */
  ended: Promise<number | null>;
  alive(): boolean;
  /** SIGTERM, and SIGKILL to its group when it takes longer than 10 seconds. */
  stop(): Promise<void>;
}

/** Processes of one run of the bench. Only what was started here is ever ended. */
export interface Children {
  start(wish: ChildWish): Running;
  /** runs to the end; its standard output. */
  run(wish: ChildWish): Promise<string>;
  stopAll(): Promise<void>;
}

export function createChildren(): Children {
  const running = new Set<Running>();
  const start = (wish: ChildWish): Running => {
    const child = launch(wish, () => running.delete(child));
    running.add(child);
    return child;
  };
  return {
    start,
    async run(wish) {
      const child = start(wish);
      const code = await child.ended;
      if (code !== 0) throw new Error(`${wish.command} ${wish.args.join(' ')} ended with ${code}: ${child.said().slice(-1500)}`);
      return child.said();
    },
    async stopAll() {
      await Promise.all([...running].map((child) => child.stop()));
    },
  };
}

function launch(wish: ChildWish, gone: () => void): Running {
  const child = spawn(wish.command, wish.args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...wish.env },
    ...(wish.cwd === undefined ? {} : { cwd: wish.cwd }),
    stdio: [wish.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said = keep(said, chunk)));
  child.stderr!.on('data', (chunk: Buffer) => (said = keep(said, chunk)));
  child.stdin?.end(wish.input);
  let alive = true;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      alive = false;
      gone();
      resolve(code);
    });
  });
  ended.catch(() => (alive = false)); // whoever waits for it is told; nobody has to
  return {
    pid: child.pid ?? -1,
    said: () => said,
    ended,
    alive: () => alive,
    async stop() {
      if (!alive) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => endGroup(child), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** What a child says is kept up to a bound: an access log is no report. */
const keep = (said: string, chunk: Buffer): string => (said.length > 1_000_000 ? said.slice(-500_000) : said) + chunk.toString();

function endGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks until the address answers with this status. Throws when the process has ended, or after `seconds`. */
export async function untilAnswers(url: string, child: Running, seconds = 30): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (performance.now() < deadline && child.alive()) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
      await answer.body?.cancel();
      if (answer.status < 500) return;
    } catch {
      // not listening yet: asked again below, and told when it never does
    }
    await sleep(10);
  }
  throw new Error(`${url} did not answer within ${seconds} s. The process said: ${child.said().slice(-800)}`);
}

interface Status {
  pid: number;
  parent: number;
}

function processes(): Status[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }];
      } catch {
        return []; // it ended meanwhile
      }
    });
}

/** A process and all that descends from it. */
export function family(pid: number): number[] {
  const all = processes();
  const members = [pid];
  for (const member of members) members.push(...all.filter(({ parent }) => parent === member).map((child) => child.pid));
  return members;
}

/** Proportional set size in MB of each of these processes (Linux, /proc/PID/smaps_rollup). */
export function pssOf(pids: readonly number[]): { pid: number; name: string; mb: number }[] {
  return pids.flatMap((pid) => {
    try {
      const kb = Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
      return [{ pid, name: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 80), mb: kb / 1024 }];
    } catch (error) {
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return []; // it ended meanwhile
      throw error;
    }
  });
}

/** CPU seconds a process has used so far, in user and system mode. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
