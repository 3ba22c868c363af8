import { useCallback, useRef, useState } from '@wordpress/element';
import { announce } from './announce.ts';
import { type ApiError, toApiError } from './api/errors.ts';
import { useService } from './service/context.ts';

export interface Acting {
  /** name of the action under way; null when idle. */
  busy: string | null;
  error: ApiError | null;
  clear: () => void;
  /** runs one action at a time; answers null when it failed (the error is then in `error`, and spoken). */
  act: <T>(name: string, call: () => Promise<T>) => Promise<T | null>;
}

/** One action at a time, with its failure kept for the screen. */
export const useAction = (): Acting => {
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);
  const { report } = useService();

  const act = useCallback(
    async <T>(name: string, call: () => Promise<T>): Promise<T | null> => {
      if (running.current) return null;
      running.current = true;
      setBusy(name);
      setError(null);
      try {
        return await call();
      } catch (thrown) {
        const failure = toApiError(thrown);
        setError(failure);
        report(failure);
        announce(failure.message, 'assertive');
        return null;
      } finally {
        running.current = false;
        setBusy(null);
      }
    },
    [report],
  );

  return { busy, error, act, clear: useCallback(() => setError(null), []) };
};
