/** Something that stops a start and that the user can act on: what is wrong, and what to do next. */
export class StartFault extends Error {
  readonly next: string;

  constructor(message: string, next: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StartFault';
    this.next = next;
  }
}

const systemFaults: Record<string, (error: NodeJS.ErrnoException) => StartFault> = {
  ENOSPC: (error) =>
    new StartFault(
      `The disk is full (${error.path ?? 'while writing'}).`,
      'Make room (about 1 GB for a first start), then run npm start again.',
      error,
    ),
  EDQUOT: (error) =>
    new StartFault(`Your disk quota is used up (${error.path ?? 'while writing'}).`, 'Make room, then run npm start again.', error),
  EACCES: (error) =>
    new StartFault(
      `No permission for ${error.path ?? 'a file'}.`,
      'Give your account that permission, or choose another folder: npm start -- --data FOLDER',
      error,
    ),
  EROFS: (error) =>
    new StartFault(`${error.path ?? 'The folder'} is read-only.`, 'Choose a folder that can be written: npm start -- --data FOLDER', error),
};

/** What the user gets to read of any error: faults as they are, the common system errors put into words, bugs untouched. */
export function explain(error: unknown): StartFault | null {
  if (error instanceof StartFault) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code !== undefined && systemFaults[code] ? systemFaults[code](error as NodeJS.ErrnoException) : null;
}
