import { parentPort, Worker, workerData } from 'node:worker_threads';
import { childFile } from '../child-file.ts';
import type { Encoder } from './encoders.ts';

interface Task {
  encoder: Encoder;
  glb: Uint8Array;
}

/**
 * The encoder in a thread of its own: WebAssembly gives memory back only with the thread that it runs in (measured with 405,000 triangles without normals:
 * 600 MB stayed with the process otherwise). The thread runs the child's own file, which a release has as well.
 */
export function packApart(encoder: Encoder, glb: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(childFile(), { workerData: { encoder, glb } satisfies Task });
    worker.once('message', (packed: Uint8Array) => {
      worker.removeAllListeners('exit');
      void worker.terminate().then(() => resolve(packed), reject);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread of the ${encoder} encoder ended with ${code} and made nothing.`)));
  });
}

/** What such a thread does. */
export async function packForParent(): Promise<void> {
  const { encoders } = await import('./encoders.ts');
  const { encoder, glb } = workerData as Task;
  const packed = new Uint8Array(await encoders[encoder](glb));
  parentPort!.postMessage(packed, [packed.buffer]);
}
