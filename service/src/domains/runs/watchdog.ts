import type { Within } from '../../kernel/transaction.ts';
import { closeIfDone } from './closing.ts';
import { watchRun } from './jobs/watch-run/contract.ts';
import { workStep } from './jobs/work-step/contract.ts';
import type { RunDeps } from './ports.ts';
import { priorityOf } from './priority.ts';
import type { RunRecord } from './repository.ts';

export interface Watchdog {
  look(job: { site: string; run: string }): Promise<void>;
}

/** seconds between two looks at a run at work, and at one whose results are on their way. */
export const workingLookSeconds = 5;
const deliveringLookSeconds = 120;
/** seconds without progress after which the queue is asked for lost jobs. */
const quietSeconds = 4;
/** A run that is still at work then is ended: what it has is delivered, and the rest is told as not worked. */
export const longestRunMs = 72 * 3600 * 1000;
/** Nobody waits for a run's end any more after so long. */
export const giveUpMs = 14 * 24 * 3600 * 1000;

/**
 * Looks after a run until it is closed: an open piece without a job in the queue (given up, deleted, lost) gets one again, and messages
 * that wait a delivery. A piece that is in the queue twice is worked once: its claim is fenced and its result stored once.
 */
export const createWatchdog = (deps: RunDeps): Watchdog => ({
  look: async ({ site, run }) => {
    if (!(await deps.outbox.connected(site))) return;
    await deps.transactions.run(site, async (within) => {
      const { repository, queue, clock } = deps;
      await repository.lockSite(within);
      const record = await repository.find(within, run);
      const now = clock.now().getTime();
      if (!record || record.phase === 'closed' || now - record.created.getTime() > giveUpMs) return;
      if (record.phase === 'working' && now - record.created.getTime() > longestRunMs) await timeOut(deps, within, { site, record });
      else if (record.phase !== 'working') await deps.outbox.nudge(within, site);
      else if (now - record.progressed.getTime() > quietSeconds * 1000) await requeueLost(deps, within, { site, record });
      await closeIfDone(deps, within, { id: site, run });
      const startAfterSeconds = record.phase === 'working' ? workingLookSeconds : deliveringLookSeconds;
      await queue.send(watchRun.name, { site, run }, { within, startAfterSeconds, singletonKey: run });
    });
  },
});

async function timeOut(deps: RunDeps, within: Within, { site, record }: { site: string; record: RunRecord }): Promise<void> {
  const at = deps.clock.now();
  const message = `The run took longer than ${longestRunMs / 3600_000} hours and was ended before this piece was worked. Run the agent on it again.`;
  const left = await deps.repository.expire(within, record.id, { message, at });
  if (left === 0) return;
  const nothing = { amount: 0, currency: 'USD' as const, tokens: { input: 0, output: 0 } };
  const run = await deps.repository.advance(within, record.id, { done: left, cost: nothing, at });
  deps.logger.warn({ site, run: run.id, pieces: left }, 'A run took too long and was ended.');
}

/** Under the site's lock no piece is between its job's end and its own: an open piece without a live job has lost it. */
async function requeueLost(
  deps: RunDeps,
  within: Within,
  { site, record: { id: run, total } }: { site: string; record: RunRecord },
): Promise<void> {
  const open = await deps.repository.openSteps(within, run, 1000);
  if (open.length === 0) return;
  const live = new Set((await deps.queue.live(workStep.name, { run })).map(({ target }) => target));
  const lost = open.filter(({ target }) => !live.has(target)).map(({ target }) => ({ site, run, target }));
  if (lost.length === 0) return;
  deps.logger.warn({ run, pieces: lost.length }, 'Pieces of a run had lost their jobs; they go into the queue again.');
  await deps.queue.sendMany(workStep.name, lost, { within, priority: priorityOf(total) });
}
