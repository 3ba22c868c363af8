import { z } from 'zod';
import { fail, type Failure, type Result } from '../kernel/result.ts';
import type { WriteFailure, Writer } from './provider.ts';

/** What a run does with a failure that time or another writer mends: it takes the piece up again later, and holds no worker meanwhile. */
export interface Wait {
  /** as the owner knows the provider. */
  provider: string;
  /** 0: at once, because another writer stands in. */
  seconds: number;
  reason: string;
}

/** Longer waits are not waited for: the piece fails, and says until when. */
const longestWaitSeconds = 3600;
const usualWaitSeconds = 20;

interface WaitParts {
  /** as the owner knows the provider. */
  label: string;
  /** whether another writer would be chosen for the next attempt. */
  standsBy(): boolean;
}

/** Marks failures that are worth waiting for with `details.wait`. */
export function withWaits(writer: Writer, parts: WaitParts): Writer {
  const marked = async <T>(result: Promise<Result<T, WriteFailure>>): Promise<Result<T, WriteFailure>> => {
    const settled = await result;
    return settled.ok ? settled : fail(mark(settled.error, parts));
  };
  return { ...writer, write: (request) => marked(writer.write(request)), stream: (request) => marked(writer.stream(request)) };
}

const waitDetails = z.object({ wait: z.object({ provider: z.string(), seconds: z.number().min(0), reason: z.string() }) });

/** What a failure says of waiting; null: nothing. */
export function waitOf(failure: Failure): Wait | null {
  const parsed = waitDetails.safeParse(failure.details);
  return parsed.success ? parsed.data.wait : null;
}

function mark(failure: WriteFailure, { label, standsBy }: WaitParts): WriteFailure {
  if (failure.code === 'aborted' || failure.code === 'cap-reached') return failure;
  const waiting = failure.code === 'rate-limit' || failure.code === 'unavailable' || failure.retryAfterSeconds !== undefined;
  const wait = (seconds: number): WriteFailure => {
    const found: Wait = { provider: label, seconds, reason: failure.message };
    return { ...failure, retryable: true, details: { ...failure.details, wait: found } };
  };
  if (standsBy()) return wait(0);
  if (!waiting) return failure;
  const seconds = failure.retryAfterSeconds ?? usualWaitSeconds;
  if (seconds <= longestWaitSeconds) return wait(seconds);
  return {
    ...failure,
    message: `${failure.message} It wants a pause of ${Math.round(seconds / 360) / 10} hours, which is too long to wait for.`,
    next: 'Run it again then, or choose another writer in Settings.',
    retryable: false,
  };
}
