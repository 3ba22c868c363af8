import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStat } from '../src/kernel/process.ts';
import { createSupervisor, heal, pauseBefore, type Child } from './processes.ts';

const alive = (pid: number): boolean => {
  const stat = processStat(pid);
  return stat !== null && stat.state !== 'Z';
};

const untilGone = async (pid: number): Promise<boolean> => {
  for (let waited = 0; waited < 8000 && alive(pid); waited += 50) await sleep(50);
  return !alive(pid);
};

describe('guarded processes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'guard-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A child that starts a grandchild and writes both process numbers into a file. */
  const start = async (): Promise<{ child: Child; pids: number[]; stop(): Promise<void> }> => {
    const supervisor = createSupervisor(path.join(folder, 'run.json'));
    const file = path.join(folder, 'pids');
    const child = supervisor.run({
      name: 'sleeper',
      command: '/bin/sh',
      args: ['-c', `sleep 60 & echo $$ $! > ${file}; wait`],
      signal: 'TERM',
      grace: 2,
      turn: 1,
      log: path.join(folder, 'log'),
    });
    while (!existsSync(file) || readFileSync(file, 'utf8').trim() === '') await sleep(20);
    return { child, pids: readFileSync(file, 'utf8').trim().split(' ').map(Number), stop: () => supervisor.stop() };
  };

  test('stopping ends the child and what it started', async () => {
    const { pids, stop } = await start();
    expect(pids.every(alive)).toBe(true);
    await stop();
    for (const pid of pids) expect(await untilGone(pid)).toBe(true);
    expect(existsSync(path.join(folder, 'run.json'))).toBe(false);
  });

  test('a kept child that is killed is started again, and stopping ends the new one', async () => {
    const supervisor = createSupervisor(path.join(folder, 'run.json'));
    const file = path.join(folder, 'starts');
    const ended: (number | null)[] = [];
    supervisor.watch((_name, againIn) => ended.push(againIn));
    const pids = (): number[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : []);
    const options = { name: 'kept', signal: 'TERM' as const, grace: 1, turn: 1, log: path.join(folder, 'log') };
    supervisor.run({ ...options, command: '/bin/sh', args: ['-c', `echo $$ >> ${file}; exec sleep 60`] });
    supervisor.keep('kept');
    while (pids().length < 1) await sleep(20);
    process.kill(pids()[0]!, 'SIGKILL');
    for (let waited = 0; waited < 9000 && pids().length < 2; waited += 100) await sleep(100);
    expect(ended).toEqual([5]);
    expect(alive(pids()[1]!)).toBe(true);
    await supervisor.stop();
    expect(await untilGone(pids()[1]!)).toBe(true);
  });

  test('what keeps dying is started ever later', () => {
    expect([0, 1, 2, 3, 9].map(pauseBefore)).toEqual([5, 5, 10, 20, 120]);
  });

  test('a child that ends by itself takes along what it started', async () => {
    const { child, pids } = await start();
    process.kill(pids[0] as number, 'SIGKILL');
    await child.ended;
    expect(await untilGone(pids[1] as number)).toBe(true);
    expect(child.running()).toBe(false);
  });

  test('heal ends what is left when the guard has been killed too', async () => {
    const { child, pids } = await start();
    process.kill(child.pid, 'SIGKILL');
    await child.ended;
    expect(pids.every(alive)).toBe(true);
    expect(await heal(path.join(folder, 'run.json'))).toEqual(['sleeper of an earlier start was still running; it has been stopped']);
    expect(pids.some(alive)).toBe(false);
  });

  test('heal leaves alone a process that only has the same number', async () => {
    const { child, pids, stop } = await start();
    const record = path.join(folder, 'run.json');
    const other = spawn('sleep', ['60'], { detached: true });
    const text = readFileSync(record, 'utf8')
      .replace(`"pid":${child.pid}`, `"pid":${other.pid}`)
      .replace(/"mark":"[^"]+"/, '"mark":"another"');
    await stop();
    const foreign = path.join(folder, 'foreign.json');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(foreign, text);
    expect(await heal(foreign)).toEqual([]);
    expect(alive(other.pid as number)).toBe(true);
    other.kill('SIGKILL');
    expect(pids.some(alive)).toBe(false);
  });
});
