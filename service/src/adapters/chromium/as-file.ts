import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Puts a model in memory into a file for as long as the work takes. */
export async function asFile<T>(glb: Uint8Array, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'devskyy-draw-'));
  try {
    const file = path.join(folder, 'model.glb');
    await writeFile(file, glb);
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
