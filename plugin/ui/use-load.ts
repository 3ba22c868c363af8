import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { type ApiError, toApiError } from './api/errors.ts';
import { useService } from './service/context.ts';

export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
  reload: () => void;
  /** puts an answer of another call in the place of what was loaded. */
  replace: (data: T) => void;
}

/**
 * Loads on mounting, when `load` changes, on `reload`, and again when the service is back after a failure. What was loaded
 * stays on the screen while it is loaded anew.
 */
export const useLoad = <T>(load: () => Promise<T>): Loaded<T> => {
  const [data, setData] = useState<T | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [loading, setLoading] = useState(true);
  const [asked, setAsked] = useState(0);
  const { generation, report } = useService();
  const turn = useRef(0);

  useEffect(() => {
    const mine = ++turn.current;
    const current = (): boolean => mine === turn.current;
    setLoading(true);
    load()
      .then((answer) => {
        if (!current()) return;
        setData(answer);
        setError(null);
      })
      .catch((thrown: unknown) => {
        if (!current()) return;
        const failure = toApiError(thrown);
        setError(failure);
        report(failure);
      })
      .finally(() => current() && setLoading(false));
    return () => {
      turn.current += 1;
    };
  }, [load, asked, generation, report]);

  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { data, error, loading, reload, replace: setData };
};
