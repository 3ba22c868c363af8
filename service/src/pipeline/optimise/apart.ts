import { Worker } from 'node:worker_threads';
import { childFile } from '../child-file.ts';
import type { Encoder } from './encoders.ts';
import type { Preparation } from './tidy.ts';

/** What is done to a GLB in a thread of its own; another GLB comes of it. */
export type Task = { kind: 'pack'; glb: Uint8Array; encoder: Encoder } | { kind: 'prepare'; glb: Uint8Array; wish: Preparation };

/**
 * Does a task in a thread of its own: WebAssembly gives memory back only with the thread that it runs in (measured with 405,000 triangles without normals:
 * 600 MB stayed with the process otherwise). The thread runs the child's own file, which a release has as well.
 */
export function apart(task: Task): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(childFile(), { workerData: task });
    worker.once('message', (made: Uint8Array) => {
      worker.removeAllListeners('exit');
      void worker.terminate().then(() => resolve(made), reject);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that had to ${task.kind} the model ended with ${code} and made nothing.`)));
  });
}
