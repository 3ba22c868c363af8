import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Account } from '../src/kernel/account.ts';
import { bootId, identify, processStat, type ProcessIdentity } from '../src/kernel/process.ts';

const guard = fileURLToPath(new URL('../src/adapters/postgres/guard.sh', import.meta.url));

export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  account?: Account | null;
  /** what asks it to end, and how many seconds it then has. */
  signal: 'TERM' | 'INT' | 'QUIT';
  grace: number;
  /** lower ones are asked to end first: who needs others goes before them. */
  turn: number;
  log: string;
}

export interface Child {
  name: string;
  pid: number;
  ended: Promise<void>;
  running(): boolean;
  /** asks it to end and waits until its whole group has gone. */
  stop(): Promise<void>;
}

/** A child that ended unasked: its name, and in how many seconds it is started again (null: it is not). */
export type Ended = (name: string, againIn: number | null) => void;

/** What run.json keeps of a child: enough to know it again, and what it started, after every guard has died too. */
interface ChildRecord extends ProcessIdentity {
  name: string;
  signal: string;
  mark: string;
}

export interface Supervisor {
  run(options: ChildOptions): Child;
  /** From now on this child is started again when it ends unasked. */
  keep(name: string): void;
  /** calls back when a child ends that nobody has asked to. */
  watch(ended: Ended): void;
  /** ends all, one after the other by their turn. */
  stop(): Promise<void>;
}

/** A child that lived this long was well: what ended it was not its start. */
const steadyMs = 60_000;

/** Seconds before a child is started again: soon, and ever later when it keeps dying. */
export const pauseBefore = (quickDeaths: number): number => Math.min(120, 5 * 2 ** Math.max(0, quickDeaths - 1));

/**
 * Runs children, each under a guard that leads a process group of its own and ends it when we are gone, however we went.
 * `file` is run.json. Every child carries a random mark in its environment.
 */
export function createSupervisor(file: string): Supervisor {
  const mark = randomUUID();
  const children: { child: Child; turn: number }[] = [];
  const records: ChildRecord[] = [];
  const kept = new Set<string>();
  let stopping = false;
  let told: Ended = () => undefined;

  const record = (child: Child, signal: string): void => {
    records.push({ name: child.name, signal, mark, ...identify(child.pid) });
    writeFileSync(`${file}.new`, JSON.stringify(records), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const launch = (options: ChildOptions, quickDeaths: number): Child => {
    const child = start(options, mark);
    const since = Date.now();
    record(child, options.signal);
    children.push({ child, turn: options.turn });
    void child.ended.then(() => {
      if (stopping) return;
      const deaths = Date.now() - since < steadyMs ? quickDeaths + 1 : 0;
      const pause = kept.has(options.name) ? pauseBefore(deaths) : null;
      told(options.name, pause);
      if (pause !== null) setTimeout(() => !stopping && launch(options, deaths), pause * 1000);
    });
    return child;
  };
  return {
    run: (options) => launch(options, 0),
    keep: (name) => void kept.add(name),
    watch: (ended) => {
      told = ended;
    },
    async stop() {
      stopping = true;
      for (const { child } of children.toSorted((a, b) => a.turn - b.turn)) await child.stop();
      rmSync(file, { force: true });
    },
  };
}

function start(options: ChildOptions, mark: string): Child {
  const log = openSync(options.log, 'a', 0o600);
  const { account } = options;
  // The guard's script goes along as text: another account may not be able to read the file where the clone lies.
  const script = ['-c', readFileSync(guard, 'utf8'), 'guard', options.signal, String(options.grace)];
  const child = spawn('/bin/sh', [...script, options.command, ...options.args], {
    detached: true,
    stdio: ['pipe', log, log],
    env: { ...process.env, ...options.env, DEVSKYY_RUN: mark },
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  closeSync(log);
  return handle(options.name, child);
}

function handle(name: string, child: ChildProcess): Child {
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const done = (): void => {
      running = false;
      resolve();
    };
    child.once('exit', done);
    child.once('error', done);
  });
  child.stdin?.on('error', () => undefined); // it has ended by itself
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await ended;
  };
  return { name, pid: child.pid ?? 0, ended, running: () => running, stop };
}

const everyPid = (): number[] =>
  existsSync('/proc')
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
    : [];

const carries = (pid: number, mark: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`DEVSKYY_RUN=${mark}`);
  } catch {
    return false; // gone, or another account's: not one that we started
  }
};

/** The living processes that carry a record's mark: same boot, not older than the child itself. */
function members(record: ChildRecord): number[] {
  if (record.boot !== bootId()) return [];
  return everyPid().filter((pid) => {
    const stat = processStat(pid);
    return pid !== process.pid && stat !== null && stat.state !== 'Z' && stat.start >= record.start && carries(pid, record.mark);
  });
}

/**
 * Ends what an earlier start left behind when its guards had died too: asks, waits 5 s, kills. Returns one line for each.
 * The guards of a launcher that was killed a moment ago are still at it: those are waited for, not hurried.
 */
export async function heal(file: string): Promise<string[]> {
  const records = read(file);
  const told: string[] = [];
  for (let waited = 0; waited < 3000 && records.some((record) => members(record).length > 0); waited += 100) await sleep(100);
  for (const record of records) {
    const left = members(record);
    if (left.length === 0) continue;
    told.push(`${record.name} of an earlier start was still running; it has been stopped`);
    send(left, `SIG${record.signal}` as NodeJS.Signals);
    for (let waited = 0; waited < 5000 && members(record).length > 0; waited += 50) await sleep(50);
    send(members(record), 'SIGKILL');
  }
  rmSync(file, { force: true });
  return told;
}

function send(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function read(file: string): ChildRecord[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ChildRecord[];
  } catch {
    return []; // none, or cut off by a full disk: then the marks are lost, and the ports' check tells
  }
}

/** The path of a child's log. */
export const logOf = (folder: string, name: string): string => path.join(folder, `${name}.log`);
