import { fail, type Failure } from '../kernel/result.ts';

/** Stops a reader from deep inside; `attempt` turns it into the failure that it carries. */
export class Refusal extends Error {
  readonly failure: Failure;

  constructor(code: string, message: string, next: string) {
    super(message);
    this.failure = { code, message, next };
  }
}

/** Throws a refusal. `next` says what the owner of the file can do about it. */
export function refuse(code: string, message: string, next: string): never {
  throw new Refusal(code, message, next);
}

/** Runs `work`; a refusal thrown inside becomes its failure, any other error stays what it is. */
export async function attempt<T>(work: () => T | Promise<T>): Promise<{ ok: true; value: T } | { ok: false; error: Failure }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof Refusal) return fail(error.failure);
    throw error;
  }
}
