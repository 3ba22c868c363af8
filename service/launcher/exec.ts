import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Account } from '../src/kernel/account.ts';
import { programFiles } from './platform.ts';

export interface ExecOptions {
  account?: Account | null;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  signal?: AbortSignal | undefined;
  /** gets each line of standard output as it comes. */
  onLine?: (line: string) => void;
}

/** A program that ended with an error, with the last of what it said. */
export class ExecError extends Error {
  readonly output: string;

  constructor(command: string, code: number | string | null, output: string) {
    super(`${path.basename(command)} ended with ${code ?? 'a signal'}: ${output.trim().split('\n').slice(-8).join('\n')}`);
    this.name = 'ExecError';
    this.output = output;
  }
}

/** Runs a program to its end and returns its standard output. No shell. Throws ExecError unless it ends with 0. */
export function exec(command: string, args: string[], options: ExecOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { account } = options;
    const [program, ...words] = endingWithUs([command, ...args]);
    const child = spawn(program, words, {
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
      ...(options.cwd ? { cwd: options.cwd } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
      env: options.env ?? process.env,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    let rest = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (!options.onLine) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(options.onLine);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.stdin?.on('error', () => undefined); // it ended before it read all; its exit code tells
    child.stdin?.end(options.input);
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new ExecError(command, code, `${output}\n${errors}`))));
  });
}

const setpriv = '/usr/bin/setpriv';

/** On Linux the kernel ends a program when we end, kill -9 included: no half-done step goes on beside the next start. */
function endingWithUs(command: [string, ...string[]]): [string, ...string[]] {
  return process.platform === 'linux' && existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL', ...command] : command;
}

/** The first program of these names in the PATH, as an absolute path, or null. */
export function which(names: string[], searchPath: string): string | null {
  return programFiles(names, searchPath, process.platform).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
