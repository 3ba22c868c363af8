import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Failure, type Result } from '../kernel/result.ts';
import { childFile } from './child-file.ts';
import type { ModelReport, PipelineOptions } from './contract.ts';
import { diskFull, isFull } from './disk.ts';
import { outOfMemory, type ChildLimits } from './limits.ts';
import type { ChildJob, FromChild, ToChild } from './protocol.ts';
import type { FileRenderer, Progress } from './types.ts';
import { residentMb } from './watch.ts';

export interface PipelineRun {
  /** `path`: a file (a model or an archive), or a folder that holds the model and its files. `name`: as its owner calls it. */
  source: { path: string; name: string };
  /** dresses the avatar in `source`: innermost garment first. */
  garments?: { path: string; name: string }[];
  /** the folder that gets the files and report.json; made if it is missing, and untouched when the run fails. */
  out: string;
  options: PipelineOptions;
  /** null: nobody draws; the report says so. */
  renderer: FileRenderer | null;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
  limits: ChildLimits;
  /** the child's process, as soon as it runs. */
  onStart?(pid: number): void;
  /** aborted with a {@link Failure} as its reason: the child is ended, and that is why. */
  stop?: AbortSignal;
}

/** Codes that are no fault of the file: the run may be tried again as it is. Every other failure refuses the file. */
const notTheFile = new Set(['cancelled', 'process-ended', 'no-memory', 'disk-full', 'source-unreadable', 'out-unwritable']);

/** Whether a failed run says that the file cannot be taken as it is. */
export const isRefusal = (failure: Failure): boolean => !notTheFile.has(failure.code);

/**
 * Runs the whole pipeline on one upload in a process of its own, within limits of memory and time. The files get to `out` only when all of them
 * are there. A failure's `details.peakMb` is the most memory that the process held.
 */
export async function runPipeline(run: PipelineRun): Promise<Result<ModelReport, Failure>> {
  if (run.signal.aborted) return fail(cancelled);
  let part: string;
  try {
    await mkdir(path.dirname(path.resolve(run.out)), { recursive: true });
    part = await mkdtemp(`${path.resolve(run.out)}.part-`);
  } catch (error) {
    return fail(unwritable(run.out, error));
  }
  try {
    const [files, scratch] = [path.join(part, 'files'), path.join(part, 'scratch')];
    await Promise.all([mkdir(files), mkdir(scratch)]);
    const result = await inChild(run, { out: files, scratch: run.renderer && scratch });
    if (result.ok) await publish(files, run.out);
    return result;
  } catch (error) {
    return fail(unwritable(run.out, error));
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function publish(part: string, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  // The report comes last: who finds it finds all that it names.
  const names = (await readdir(part)).sort((a, b) => Number(a === 'report.json') - Number(b === 'report.json'));
  for (const name of names) await rename(path.join(part, name), path.join(out, name));
}

const cancelled: Failure = { code: 'cancelled', message: 'Processing was cancelled.', next: 'Start it again when you want it.' };

const unwritable = (out: string, error: unknown): Failure =>
  isFull(error)
    ? diskFull
    : {
        code: 'out-unwritable',
        message: `The files could not be written to ${out}: ${(error as Error).message}`,
        next: 'Choose another folder, or let this account write to it, then process the model again.',
      };

/** V8's own heap; the rest of the limit is for buffers, WebAssembly and native code. */
const heapShare = 0.6;

function inChild(run: PipelineRun, folders: Pick<ChildJob, 'out' | 'scratch'>): Promise<Result<ModelReport, Failure>> {
  const { source, garments = [], options } = run;
  const job: ChildJob = { source, garments, options, ...folders };
  // None of our environment: the service's secrets are none of the child's business. Of glibc's heaps, which sharp's threads would get one each
  // of and never give back, there are two: 683 instead of 999 MB for a model with three textures of 2048² (Debian 12).
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${Math.round(run.limits.memoryMb * heapShare)}`, '--expose-gc', '--no-warnings', childFile()],
    {
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: { MALLOC_ARENA_MAX: '2' },
      windowsHide: true,
    },
  );
  return new Promise((resolve) => {
    const watch = new ChildWatch(run, child, resolve);
    child.stdin?.on('error', () => undefined); // a child that ended before it read its job is told of by its exit
    child.stdin?.end(JSON.stringify(job));
    watch.begin();
  });
}

/** Follows one child to its end and says how it went, once. */
class ChildWatch {
  private readonly run: PipelineRun;
  private readonly child: ChildProcess;
  private readonly settle: (result: Result<ModelReport, Failure>) => void;
  private result: Result<ModelReport, Failure> | null = null;
  private peakMb = 0;
  private stage = 'read';
  private said = '';
  private readonly ended = new AbortController();

  constructor(run: PipelineRun, child: ChildProcess, settle: (result: Result<ModelReport, Failure>) => void) {
    this.run = run;
    this.child = child;
    this.settle = settle;
  }

  begin(): void {
    const { child, run } = this;
    const memory = setInterval(() => this.lookAtMemory(), 50);
    const clock = setTimeout(() => this.stop(this.tooLong()), run.limits.seconds * 1000);
    const abort = (): void => this.stop(cancelled);
    const yieldMemory = (): void => this.stop(run.stop!.reason as Failure);
    run.stop?.addEventListener('abort', yieldMemory, { once: true });
    if (child.pid !== undefined) run.onStart?.(child.pid);
    run.signal.addEventListener('abort', abort, { once: true });
    // what was called off while the folder was made
    if (run.signal.aborted) abort();
    else if (run.stop?.aborted) yieldMemory();
    child.on('message', (message) => this.hear(message as FromChild));
    child.stderr?.on('data', (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-4_000)));
    let over = false;
    const end = (how: string): void => {
      if (over) return;
      over = true;
      clearInterval(memory);
      clearTimeout(clock);
      run.signal.removeEventListener('abort', abort);
      run.stop?.removeEventListener('abort', yieldMemory);
      this.ended.abort();
      this.settle(this.withPeak(this.result ?? fail(this.died(how))));
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
  }

  private hear(message: FromChild): void {
    if (this.result) return;
    if (message.kind === 'progress') {
      this.stage = message.progress.stage;
      this.run.onProgress(message.progress);
    } else if (message.kind === 'render') void this.draw(message);
    else {
      this.result = message.result;
      this.peakMb = Math.max(this.peakMb, message.peakMb);
    }
  }

  private async draw({ id, request }: Extract<FromChild, { kind: 'render' }>): Promise<void> {
    const { renderer, signal } = this.run;
    const result = renderer
      ? await renderer.render(request, AbortSignal.any([signal, this.ended.signal]))
      : fail({ code: 'no-renderer', message: 'No browser is at hand to draw pictures.' });
    if (!this.child.connected) return;
    const answer: ToChild = { kind: 'rendered', id, result };
    this.child.send(answer, () => undefined);
  }

  private lookAtMemory(): void {
    const resident = this.child.pid === undefined ? null : residentMb(this.child.pid);
    if (resident === null) return;
    this.peakMb = Math.max(this.peakMb, resident);
    if (resident > this.run.limits.memoryMb) this.stop(this.tooMuch());
  }

  private stop(failure: Failure): void {
    this.result ??= fail(failure);
    this.child.kill('SIGKILL');
  }

  private withPeak(result: Result<ModelReport, Failure>): Result<ModelReport, Failure> {
    if (result.ok) return result;
    const details = { ...result.error.details, peakMb: Math.round(this.peakMb), stage: this.stage };
    return fail({ ...result.error, details });
  }

  private tooMuch(): Failure {
    return {
      code: 'memory-exceeded',
      message: `Processing ${this.run.source.name} needs more than ${this.run.limits.memoryMb} MB of memory (stage: ${this.stage}).`,
      next: 'Make the model lighter (fewer triangles, textures of at most 4096 pixels), then upload it again.',
    };
  }

  private tooLong(): Failure {
    return {
      code: 'time-exceeded',
      message: `Processing ${this.run.source.name} took longer than ${this.run.limits.seconds} seconds (stage: ${this.stage}).`,
      next: 'Make the model lighter (fewer triangles, fewer or smaller textures), then upload it again.',
    };
  }

  private died(how: string): Failure {
    if (outOfMemory.test(this.said)) return this.tooMuch();
    return {
      code: 'process-ended',
      message: `The process that worked on ${this.run.source.name} ended by itself (${how}, stage: ${this.stage}).`,
      next: 'Try it once more; if it happens again, export the model anew or in another format.',
      details: { said: this.said.trim().split('\n').slice(-8).join('\n') },
    };
  }
}
