import { open } from 'node:fs/promises';
import { beginsAs } from './names.ts';

/** Whether a file of this machine begins as its name says. */
export async function firstBytesAre(name: string, path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(1024);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return beginsAs(name, bytes.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
