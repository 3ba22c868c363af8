import { closeIfDone } from './closing.ts';
import { watchRun } from './jobs/watch-run/contract.ts';
import { workStep } from './jobs/work-step/contract.ts';
import type { RunDeps } from './ports.ts';

export interface Watchdog {
  look(job: { site: string; run: string }): Promise<void>;
}

/** seconds between two looks, and without any progress before steps are put into the queue again. */
export const lookEverySeconds = 120;
const stuckAfterSeconds = 1200;
const giveUpDays = 14;

/** A step that is in the queue twice is worked once: its claim is fenced and its result stored once. */
export const createWatchdog = (deps: RunDeps): Watchdog => ({
  look: async ({ site, run }) => {
    if (!(await deps.outbox.connected(site))) return;
    await deps.transactions.run(site, async (within) => {
      const { repository, queue, clock, logger } = deps;
      await repository.lockSite(within);
      const record = await repository.find(within, run);
      const now = clock.now().getTime();
      if (!record || record.phase === 'closed' || now - record.created.getTime() > giveUpDays * 24 * 3600 * 1000) return;
      if (record.phase === 'working' && now - record.progressed.getTime() > stuckAfterSeconds * 1000) {
        const steps = await repository.openSteps(within, run, 1000);
        logger.warn({ run, steps: steps.length }, 'A run made no progress; its open steps go into the queue again.');
        await queue.sendMany(
          workStep.name,
          steps.map(({ target }) => ({ site, run, target })),
          { within },
        );
        await repository.update(within, run, { progressed: clock.now() });
      }
      await closeIfDone(deps, within, { id: site, run });
      await queue.send(watchRun.name, { site, run }, { within, startAfterSeconds: lookEverySeconds, singletonKey: run });
    });
  },
});
