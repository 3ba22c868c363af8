import { useRef, useState } from '@wordpress/element';
import { type ApiError, toApiError } from '../../../ui/api/errors.ts';
import { usePoll } from '../../../ui/polling/use-poll.ts';
import { isOpen, type MoveJob, type MoveState, readMove } from './api.ts';

/** Each answer has worked a slice off, so the next question follows soon; after a failure it waits. */
const EACH = 250;
const AFTER_FAILURE = 4000;

/** The move as it goes on: works it off by asking for it. `onEnd` hears of a move that ended while the page looked on. */
export const useMove = (onEnd: (job: MoveJob) => void) => {
  const [state, setState] = useState<MoveState | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const failed = useRef(false);
  const open = useRef(false);
  const wake = usePoll({
    run: async () => {
      try {
        const next = await readMove();
        const ended = open.current && !isOpen(next.job);
        open.current = isOpen(next.job);
        failed.current = false;
        setError(null);
        setState(next);
        if (ended && next.job) onEnd(next.job);
      } catch (thrown) {
        failed.current = true;
        setError(toApiError(thrown));
      }
    },
    delay: () => (failed.current ? AFTER_FAILURE : open.current ? EACH : null),
  });
  const began = (): void => {
    open.current = true;
    wake();
  };
  return { state, error, wake, began };
};
