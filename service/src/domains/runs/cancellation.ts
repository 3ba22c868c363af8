import type { RunDeps } from './ports.ts';

/** Tells workers of this process that their run was cancelled, here or by another process. */
export interface Cancellations {
  /** A signal that aborts when the run is cancelled. Call `end` when the work is over. */
  watch(siteId: string, run: string): { signal: AbortSignal; end(): void };
  /** Cancelled in this process: no need to wait for the next look. */
  cancelled(run: string): void;
}

const lookEveryMs = 500;

interface Watch {
  controller: AbortController;
  timer: NodeJS.Timeout;
  watchers: number;
}

export function createCancellations({
  repository,
  transactions,
  logger,
}: Pick<RunDeps, 'repository' | 'transactions' | 'logger'>): Cancellations {
  const watches = new Map<string, Watch>();
  const look = async (siteId: string, run: string, controller: AbortController): Promise<void> => {
    try {
      const record = await transactions.run(siteId, (within) => repository.find(within, run));
      if (!record || record.cancelRequested) controller.abort(new Error('The run was cancelled.'));
    } catch (error) {
      logger.warn({ run, err: String(error) }, 'Could not look whether the run was cancelled; looking again.');
    }
  };
  const open = (siteId: string, run: string): Watch => {
    const controller = new AbortController();
    const timer = setInterval(() => void look(siteId, run, controller), lookEveryMs);
    return { controller, timer, watchers: 0 };
  };
  return {
    watch(siteId, run) {
      const watch = watches.get(run) ?? open(siteId, run);
      watches.set(run, watch);
      watch.watchers += 1;
      return {
        signal: watch.controller.signal,
        end() {
          watch.watchers -= 1;
          if (watch.watchers > 0) return;
          clearInterval(watch.timer);
          watches.delete(run);
        },
      };
    },
    cancelled: (run) => watches.get(run)?.controller.abort(new Error('The run was cancelled.')),
  };
}
