import { useCallback, useRef, useState } from '@wordpress/element';
import { type ApiError, toApiError } from '../api/errors.ts';
import { usePoll } from '../polling/use-poll.ts';
import { getJob, isOpen, type Job } from './api.ts';

/** Each answer has worked a slice off, so the next question follows soon; after a failure it waits. */
const EACH = 250;
const AFTER_FAILURE = 4000;

export interface Watched<T extends Job> {
  job: T | null;
  error: ApiError | null;
  /** shows an answer of another call, and goes on from it. */
  show: (job: T) => void;
}

/** A job as it goes on: works it off by asking for it, until it is at its end or waits for a person. */
export const useJob = <T extends Job>(id: string, onSettled?: (job: T) => void): Watched<T> => {
  const [job, setJob] = useState<T | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const seen = useRef<T | null>(null);
  const failed = useRef(false);
  const keep = (next: T): void => {
    const settled = !isOpen(next) && (seen.current === null || isOpen(seen.current));
    seen.current = next;
    setJob(next);
    setError(null);
    failed.current = false;
    if (settled) onSettled?.(next);
  };
  const wake = usePoll({
    run: async () => {
      try {
        keep(await getJob<T>(id));
      } catch (thrown) {
        failed.current = true;
        setError(toApiError(thrown));
      }
    },
    delay: () => {
      if (failed.current) return seen.current || error?.status !== 404 ? AFTER_FAILURE : null;
      return seen.current && !isOpen(seen.current) ? null : EACH;
    },
    key: id,
  });
  const show = useCallback(
    (next: T) => {
      keep(next);
      wake();
    },
    [wake],
  );
  return { job, error, show };
};
