import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from './apart.ts';
import { encoders } from './encoders.ts';
import { glbIo, writeGlb } from './io.ts';
import { tidy } from './tidy.ts';

async function work(task: Task): Promise<Uint8Array> {
  if (task.kind === 'pack') return encoders[task.encoder](task.glb);
  const document = await (await glbIo()).readBinary(task.glb as Uint8Array<ArrayBuffer>);
  return writeGlb(await tidy(document, task.wish));
}

/** What a thread does that {@link apart} began. */
export async function workForParent(): Promise<void> {
  // a copy of its own: the bytes may lie in WebAssembly's memory, which cannot be handed over
  const made = new Uint8Array(await work(workerData as Task));
  parentPort!.postMessage(made, [made.buffer]);
}
