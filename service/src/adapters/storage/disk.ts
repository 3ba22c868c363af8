import { rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Null: the folder takes files and there is room. Else what is wrong, as measured now. */
export const createDiskProbe =
  ({ folder, leastFreeMb }: { folder: string; leastFreeMb: number }) =>
  async (): Promise<string | null> => {
    try {
      const { bavail, bsize } = await statfs(folder);
      const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
      if (freeMb < leastFreeMb) return `The disk of ${folder} has ${freeMb} MB left; ${leastFreeMb} MB are wanted.`;
      const file = path.join(folder, `.probe-${process.pid}`);
      await writeFile(file, 'probe');
      await rm(file, { force: true });
      return null;
    } catch (error) {
      return `The data folder cannot be written: ${(error as Error).message}`;
    }
  };
