import { setTimeout as sleep } from 'node:timers/promises';
import { watchRun } from './jobs/watch-run/contract.ts';
import type { RunDeps } from './ports.ts';
import { giveUpMs } from './watchdog.ts';

const attempts = 5;
const pauseMs = 3000;

/**
 * At the start of a process: every open run gets its watch job again, should it have been lost, and messages that wait a delivery. A
 * watch that is there already is left as it is; several processes may do this at once.
 */
export async function resumeRuns(deps: RunDeps, siteIds: () => Promise<string[]>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      for (const site of await siteIds()) await resumeSite(deps, site);
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
      deps.logger.warn({ attempt, err: String(error) }, 'Open runs could not be looked up; looking again.');
      await sleep(pauseMs);
    }
  }
}

const resumeSite = ({ repository, transactions, queue, outbox, clock }: RunDeps, site: string): Promise<void> =>
  transactions.run(site, async (within) => {
    const since = new Date(clock.now().getTime() - giveUpMs);
    for (const run of await repository.openRuns(within, since)) {
      await queue.send(watchRun.name, { site, run }, { within, singletonKey: run });
      await outbox.nudge(within, site);
    }
  });
