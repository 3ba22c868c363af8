import type { Within } from '../../kernel/transaction.ts';
import type { TargetResult } from '../agents/contract.ts';
import { closeIfDone } from './closing.ts';
import { workStep } from './jobs/work-step/contract.ts';
import type { RunDeps } from './ports.ts';
import { priorityOf } from './priority.ts';
import type { RunRecord, StepClaim } from './repository.ts';

/** A piece under way. */
interface Piece extends StepClaim {
  site: string;
  waitingSince: Date | null;
  record: RunRecord;
}

type Waited = Extract<TargetResult, { kind: 'waiting' }>;

/** A piece whose provider does not come back fails after this. */
const longestWaitHours = 6;

export const mayWait = ({ waitingSince }: Piece, now: Date): boolean =>
  waitingSince === null || now.getTime() - waitingSince.getTime() <= longestWaitHours * 3600 * 1000;

export const waitedTooLong = (result: Waited): Extract<TargetResult, { kind: 'failed' }> => ({
  ...{ kind: 'failed', title: result.title, cost: result.cost, retryable: false, retryAfterSeconds: null },
  message: `${result.message} The work waited for ${longestWaitHours} hours and was given up; run it again later.`,
});

/** The piece goes back into the queue and holds no worker while its provider rests; a wait is no failed attempt. */
export async function postpone(deps: RunDeps, within: Within, piece: Piece, result: Waited): Promise<void> {
  const at = deps.clock.now();
  if (!(await deps.repository.postpone(within, piece, at))) return;
  const run = await deps.repository.advance(within, piece.run, { done: 0, cost: result.cost, at });
  if (run.cancelRequested) {
    // a cancelled run skips its queued pieces, and this one was under way when it was cancelled
    await deps.repository.skipQueued(within, run.id);
    return closeIfDone(deps, within, { id: piece.site, run: run.id });
  }
  const seconds = result.seconds === 0 ? 0 : Math.ceil(result.seconds) + jitter(Math.min(30, result.seconds));
  await queueAgain(deps, within, piece, seconds);
  if (result.seconds === 0) return;
  const waiting = { until: new Date(at.getTime() + seconds * 1000).toISOString(), provider: result.provider, reason: result.message };
  if (!(await deps.repository.wait(within, run.id, waiting))) return;
  const progress = { done: run.done, total: run.total };
  await deps.repository.addEvent(within, { siteId: piece.site, run: run.id, type: 'waiting', at, progress, target: null, waiting });
}

export const queueAgain = (
  deps: RunDeps,
  within: Within,
  { site, run, target, record }: Omit<Piece, 'waitingSince'>,
  seconds: number,
): Promise<void> =>
  deps.queue.send(workStep.name, { site, run, target }, { within, startAfterSeconds: seconds, priority: priorityOf(record.total) });

/** Whole seconds up to half of the span, so that pieces that failed together do not come back together. */
export const jitter = (span: number): number => Math.floor(Math.random() * (span / 2 + 1));
