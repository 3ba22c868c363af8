import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { fail, type Failure, type Result } from '../kernel/result.ts';
import { diskFull, isFull } from './disk.ts';
import { outOfMemory } from './limits.ts';
import type { ChildJob, FromChild, ToChild } from './protocol.ts';
import { processModel } from './process.ts';
import type { Renderer, RenderRequest } from './types.ts';
import { peakMb } from './watch.ts';

/** Asks the parent process for pictures. The model goes by a file: bytes through the parent would lie there several times over. */
class ParentRenderer implements Renderer {
  private readonly waiting = new Map<number, (result: Result<Uint8Array[], Failure>) => void>();
  private readonly scratch: string;
  private last = 0;

  constructor(scratch: string) {
    this.scratch = scratch;
    process.on('message', (message: ToChild) => {
      this.waiting.get(message.id)?.(message.result);
      this.waiting.delete(message.id);
    });
  }

  async render({ glb, ...shots }: RenderRequest): Promise<Result<Uint8Array[], Failure>> {
    const id = ++this.last;
    const file = path.join(this.scratch, `${id}.glb`);
    try {
      await writeFile(file, glb);
      return await new Promise((resolve) => {
        this.waiting.set(id, resolve);
        tell({ kind: 'render', id, request: { ...shots, file } });
      });
    } finally {
      await rm(file, { force: true });
    }
  }
}

function tell(message: FromChild, then?: () => void): void {
  process.send?.(message, undefined, undefined, then);
}

async function readJob(): Promise<ChildJob> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as ChildJob;
}

/** A full disk, or a bug or a library's fault with the place where it happened for the log. */
function unexpected(error: unknown): Failure {
  if (isFull(error)) return diskFull;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  // the parent knows the limit: it tells of this from what such an end prints
  if (outOfMemory.test(message)) throw error;
  process.stderr.write(`${stack ?? message}\n`);
  return {
    code: 'not-readable',
    message: `The model could not be processed: ${message.split('\n')[0]}`,
    next: 'Open it in a 3D program, export it again (glTF binary is best), then upload that file.',
  };
}

async function main(): Promise<void> {
  // Without its parent, a child has nobody to work for.
  process.on('disconnect', () => process.exit(1));
  const job = await readJob();
  const result = await processModel(job, {
    renderer: job.scratch === null ? null : new ParentRenderer(job.scratch),
    signal: new AbortController().signal,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  }).catch((error: unknown) => fail(unexpected(error)));
  tell({ kind: 'done', result, peakMb: peakMb() }, () => process.exit(0));
}

if (isMainThread) await main();
else await (await import('./optimise/thread.ts')).workForParent();
