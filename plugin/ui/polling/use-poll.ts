import { useCallback, useEffect, useRef } from '@wordpress/element';

export interface Poll {
  /** asked before each wait: milliseconds, or null to pause (until `wake`, or the tab is shown again). */
  delay: () => number | null;
  /** one poll; it handles its own failures. */
  run: () => Promise<void>;
  /** a change of it polls at once: another page of a list, say. */
  key?: string;
}

/**
 * Polls as long as the component lives: never two calls at once, none in a hidden tab, at once when the tab is shown again.
 * Returns `wake`: poll now.
 */
export const usePoll = (poll: Poll): (() => void) => {
  const current = useRef(poll);
  current.current = poll;
  const timer = useRef<number | undefined>(undefined);
  const busy = useRef(false);
  const again = useRef(false);
  const alive = useRef(true);

  const schedule = useCallback((): void => {
    window.clearTimeout(timer.current);
    const wait = current.current.delay();
    if (alive.current && wait !== null) timer.current = window.setTimeout(() => void tick(), wait);
  }, []);

  const tick = useCallback(async (): Promise<void> => {
    if (!alive.current || document.hidden) return;
    if (busy.current) {
      again.current = true;
      return;
    }
    busy.current = true;
    try {
      await current.current.run();
    } finally {
      busy.current = false;
      if (again.current) window.setTimeout(() => void tick(), 0);
      else schedule();
      again.current = false;
    }
  }, [schedule]);

  useEffect(() => {
    alive.current = true;
    const shown = (): void => {
      if (!document.hidden) void tick();
    };
    document.addEventListener('visibilitychange', shown);
    void tick();
    return () => {
      alive.current = false;
      window.clearTimeout(timer.current);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [tick]);

  const lastKey = useRef(poll.key);
  useEffect(() => {
    if (poll.key === lastKey.current) return;
    lastKey.current = poll.key;
    void tick();
  }, [poll.key, tick]);

  return useCallback(() => {
    window.clearTimeout(timer.current);
    void tick();
  }, [tick]);
};
