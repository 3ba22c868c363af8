import { open, type FileHandle } from 'node:fs/promises';
import type { Failure } from '../../kernel/result.ts';
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

const broken = (why: string): Failure => ({
  code: 'file_damaged',
  message: `The file is no whole GLB: ${why}.`,
  next: 'Export the model again as GLB and upload that file.',
});

/**
 * What is wrong with the container of a GLB (glTF 2.0, section 4.4): version, length, chunks. Null: nothing, or it is no GLB by its name. The pipeline
 * looks at what is inside.
 */
export async function glbFault(name: string, path: string): Promise<Failure | null> {
  if (!/\.(glb|vrm)$/i.test(name)) return null;
  const handle = await open(path, 'r');
  try {
    return await containerFault(handle);
  } finally {
    await handle.close();
  }
}

async function containerFault(handle: FileHandle): Promise<Failure | null> {
  const { size } = await handle.stat();
  const words = async (at: number, count: number): Promise<number[]> => {
    const { buffer } = await handle.read(Buffer.alloc(count * 4), 0, count * 4, at);
    return Array.from({ length: count }, (_, index) => buffer.readUInt32LE(index * 4));
  };
  if (size < 20) return broken(`it has ${size} bytes`);
  const [, version, length = 0, chunk = 0, type] = await words(0, 5);
  if (version !== 2) return broken(`it says that it is version ${version}; version 2 can be read`);
  if (length < 20 || length > size) return broken(`it says that it has ${length} bytes, and has ${size}`);
  if (type !== 0x4e4f534a) return broken('its first chunk is not its JSON');
  const second = 20 + chunk;
  if (second > length) return broken('its first chunk reaches beyond its end');
  if (second + 8 > length) return null;
  const [binary = 0] = await words(second, 1);
  return second + 8 + binary > length ? broken('its second chunk reaches beyond its end') : null;
}
