import type { Failure } from '../kernel/result.ts';

/** Whether a file could not be written for want of room. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

/** What is then said: nothing against the model's file. */
export const diskFull: Failure = {
  code: 'disk-full',
  message: 'There is no room left on the disk that the files are written to.',
  next: 'Make room on it, then process the model again.',
};
