import { useCallback, useRef, useState } from '@wordpress/element';
import { announce } from '../announce.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { Page } from '../api/types.ts';
import { nextDelay } from '../polling/schedule.ts';
import { usePoll } from '../polling/use-poll.ts';
import { useService } from '../service/context.ts';
import { isOpen } from './api.ts';
import type { SiteModel } from './types.ts';
import { statusLabel } from './words.ts';

export interface Watching<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
  /** something was begun here: the next polls come quickly. */
  touched: () => void;
  replace: (data: T) => void;
}

/** Says aloud what has come to an end. */
const speak = (before: readonly SiteModel[], after: readonly SiteModel[]): void => {
  for (const model of after) {
    const known = before.find(({ id }) => id === model.id);
    if (known && isOpen(known) && !isOpen(model))
      announce(`${model.title}: ${statusLabel(model.status)}`, model.status === 'published' ? 'polite' : 'assertive');
  }
};

/**
 * Reads by `read` again and again: quickly after a start, slowly when nothing is open, not at all in a hidden tab (DESIGN: short polling).
 * `models` says which models are in an answer; `key` changes when another thing is asked for.
 */
export const useWatched = <T>(read: () => Promise<T>, models: (data: T) => readonly SiteModel[], key: string): Watching<T> => {
  const [shown, setShown] = useState<{ key: string; data: T } | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const { report, generation } = useService();
  const memory = useRef({
    startedAt: null as number | null,
    eventAt: null as number | null,
    failures: 0,
    models: [] as readonly SiteModel[],
  });
  const current = useRef(key);
  current.current = key;

  const take = useCallback(
    (data: T): void => {
      const found = models(data);
      speak(memory.current.models, found);
      if (JSON.stringify(found) !== JSON.stringify(memory.current.models)) memory.current.eventAt = Date.now();
      memory.current.models = found;
      memory.current.failures = 0;
      setShown({ key: current.current, data });
      setError(null);
    },
    [models],
  );
  const run = useCallback(async (): Promise<void> => {
    const asked = current.current;
    try {
      const data = await read();
      if (asked === current.current) take(data);
    } catch (thrown) {
      memory.current.failures += 1;
      const failure = toApiError(thrown);
      setError(failure);
      report(failure);
    }
  }, [read, take, report]);
  const delay = (): number | null => {
    const active = memory.current.models.filter(isOpen).length;
    const wait = nextDelay({ ...memory.current, now: Date.now(), hidden: document.hidden, active });
    // Nothing is open: a list that nobody changes needs no eye on it each five seconds.
    return wait !== null && active === 0 && memory.current.failures === 0 && memory.current.models.length > 0
      ? Math.max(wait, 20_000)
      : wait;
  };
  const wake = usePoll({ run, delay, key: `${key} ${generation}` });
  const touched = useCallback(() => {
    memory.current.startedAt = Date.now();
    memory.current.failures = 0;
    wake();
  }, [wake]);
  return { data: shown?.data ?? null, error, loading: shown?.key !== key && error === null, touched, replace: take };
};

export const modelsOf = (page: Page<SiteModel>): readonly SiteModel[] => page.items;
export const onlyModel = (model: SiteModel): readonly SiteModel[] => [model];
