import { useCallback, useRef, useState } from '@wordpress/element';
import { listRuns, runEvents } from '../api/endpoints.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { nextDelay } from '../polling/schedule.ts';
import { usePoll } from '../polling/use-poll.ts';
import { useService } from '../service/context.ts';
import { isActive } from './labels.ts';
import { applyEvent, mergeRuns, type RunView, wantsReload } from './state.ts';

export interface Runs {
  /** null until the first answer. */
  runs: RunView[] | null;
  total: number;
  pages: number;
  error: ApiError | null;
  /** call after starting a run: the next polls come quickly. */
  started: () => void;
  reload: () => Promise<void>;
}

interface Memory {
  after: number | undefined;
  startedAt: number | null;
  eventAt: number | null;
  failures: number;
  generation: number;
  /** which page of the list was read last; -1: none yet. */
  page: number;
  runs: RunView[];
}

/**
 * The runs of the site, kept up to date by one poll for all of them: the list once, then the events after the last one seen.
 * A reload of the page finds running jobs again.
 */
export const useRuns = ({ page = 1, perPage = 10 }: { page?: number; perPage?: number }): Runs => {
  const [shown, setShown] = useState<{ runs: RunView[] | null; total: number; pages: number }>({ runs: null, total: 0, pages: 1 });
  const [error, setError] = useState<ApiError | null>(null);
  const { report, generation } = useService();
  const memory = useRef<Memory>({ after: undefined, startedAt: null, eventAt: null, failures: 0, generation: 0, page: -1, runs: [] });

  const reload = useCallback(async (): Promise<void> => {
    try {
      const list = await listRuns({ page, per_page: perPage });
      memory.current.runs = mergeRuns(memory.current.runs, list.items, page > 1);
      memory.current.page = page;
      setShown({ runs: memory.current.runs, total: list.total, pages: list.pages });
      setError(null);
    } catch (thrown) {
      setError(toApiError(thrown));
    }
  }, [page, perPage]);

  const follow = useCallback(async (): Promise<void> => {
    const { events, next } = await runEvents(memory.current.after);
    memory.current.after = next;
    if (events.length === 0) return;
    memory.current.eventAt = Date.now();
    memory.current.runs = memory.current.runs.map((run) => events.reduce(applyEvent, run));
    setShown((was) => ({ ...was, runs: memory.current.runs }));
    if (wantsReload(memory.current.runs, events)) await reload();
  }, [reload]);

  const run = useCallback(async (): Promise<void> => {
    const known = memory.current;
    try {
      // The cursor first, then the list: what happens between the two comes as an event and is not lost.
      const behind = known.page !== page || known.generation !== generation;
      if (behind) {
        known.generation = generation;
        await follow().finally(reload);
      } else await follow();
      known.failures = 0;
    } catch (thrown) {
      known.failures += 1;
      report(toApiError(thrown));
    }
  }, [follow, reload, report, page, generation]);

  const delay = (): number | null =>
    nextDelay({
      ...memory.current,
      now: Date.now(),
      hidden: document.hidden,
      active: memory.current.runs.filter((known) => isActive(known.status)).length,
    });
  const wake = usePoll({ run, delay, key: `${page} ${generation}` });

  const started = useCallback(() => {
    memory.current.startedAt = Date.now();
    memory.current.failures = 0;
    void reload().then(wake);
  }, [reload, wake]);

  return { ...shown, error, started, reload };
};
