import { useCallback, useMemo, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { announce } from '../announce.ts';
import { getConnection } from '../api/endpoints.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { Connection } from '../api/types.ts';
import { usePoll } from '../polling/use-poll.ts';
import { isDown, ServiceContext } from './context.ts';

const WELL = 20_000;
const DOWN = 5_000;
/** A failure that the service's own answer belies is looked into once in this time, so that nothing turns in a circle. */
const DOUBT = 15_000;

const say = (was: Connection | null, is: Connection): void => {
  if (isDown(is) && !isDown(was)) announce(is.message ?? __('The DevSkyy service does not answer.', 'devskyy'), 'assertive');
  if (is.status === 'connected' && isDown(was)) announce(__('The DevSkyy service is back.', 'devskyy'));
};

/** Holds what is known of the service for the whole screen and asks again on its own: often while it is down, rarely else. */
export const ServiceProvider = ({ children }: { children: ReactNode }) => {
  const [connection, setConnection] = useState<Connection | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [checking, setChecking] = useState(false);
  const [generation, setGeneration] = useState(0);
  const latest = useRef<Connection | null>(null);
  const doubted = useRef(false);
  const doubtedAt = useRef(0);
  const asked = useRef(false);

  const accept = useCallback((next: Connection): void => {
    const was = latest.current;
    latest.current = next;
    setConnection(next);
    setError(null);
    say(was, next);
    if (next.status === 'connected' && (isDown(was) || doubted.current)) setGeneration((count) => count + 1);
    doubted.current = false;
  }, []);

  const run = useCallback(async (): Promise<void> => {
    const fresh = asked.current || doubted.current || isDown(latest.current);
    asked.current = false;
    setChecking(true);
    try {
      accept(await getConnection(fresh));
    } catch (thrown) {
      setError(toApiError(thrown));
    } finally {
      setChecking(false);
    }
  }, [accept]);

  const wake = usePoll({ run, delay: () => (error || doubted.current || isDown(latest.current) ? DOWN : WELL) });

  const check = useCallback(() => {
    asked.current = true;
    wake();
  }, [wake]);

  const report = useCallback(
    (failure: ApiError) => {
      if (failure.kind !== 'service-down' || isDown(latest.current) || Date.now() - doubtedAt.current < DOUBT) return;
      doubted.current = true;
      doubtedAt.current = Date.now();
      wake();
    },
    [wake],
  );

  const value = useMemo(
    () => ({ connection, error, checking, generation, check, report, accept }),
    [connection, error, checking, generation, check, report, accept],
  );
  return <ServiceContext.Provider value={value}>{children}</ServiceContext.Provider>;
};
