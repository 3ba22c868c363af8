import type { RunEvent, RunStatus, SiteRun } from '../api/types.ts';

const statusOf: Partial<Record<RunEvent['type'], RunStatus>> = {
  queued: 'queued',
  started: 'running',
  target: 'running',
  cancelled: 'cancelled',
  completed: 'completed',
  failed: 'failed',
};

export interface RunView extends SiteRun {
  /** what came last for this run, for the live line. */
  last: RunEvent['target'];
  cancelling: boolean;
}

export const toView = (run: SiteRun, known?: RunView): RunView => ({
  ...run,
  last: known?.last ?? null,
  cancelling: known?.cancelling ?? false,
});

const isActive = (run: RunView): boolean => run.status === 'queued' || run.status === 'running';

/**
 * A page of the list with what is known of its runs already. With `keepActive` a run that is under way stays in sight while the
 * reader leafs through older ones.
 */
export const mergeRuns = (known: readonly RunView[], items: readonly SiteRun[], keepActive: boolean): RunView[] => {
  const elsewhere = known.filter((run) => isActive(run) && !items.some((item) => item.id === run.id));
  const listed = items.map((item) => {
    const view = known.find((run) => run.id === item.id);
    return toView(item, view);
  });
  return keepActive ? [...elsewhere, ...listed] : listed;
};

const final = (status: RunStatus): boolean => status === 'completed' || status === 'failed' || status === 'cancelled';

/** A run after one event; an event that comes late never takes a finished run back. */
export const applyEvent = (run: RunView, event: RunEvent): RunView => {
  if (event.run !== run.id || final(run.status)) return run;
  const outcome = event.target?.outcome;
  return {
    ...run,
    status: statusOf[event.type] ?? run.status,
    progress: event.progress.done >= run.progress.done ? event.progress : run.progress,
    outcomes: outcome ? { ...run.outcomes, [outcome]: (run.outcomes[outcome] ?? 0) + 1 } : run.outcomes,
    last: event.target ?? run.last,
    waiting: event.type === 'waiting' ? (event.waiting ?? null) : run.waiting,
    cancelling: event.type === 'cancelling' || (run.cancelling && !final(statusOf[event.type] ?? run.status)),
  };
};

/** Whether the events tell of something that the list of runs does not hold yet: a new run, or an end whose report must be read. */
export const wantsReload = (runs: readonly RunView[], events: readonly RunEvent[]): boolean =>
  events.some((event) => !runs.some((run) => run.id === event.run) || final(statusOf[event.type] ?? 'running'));
