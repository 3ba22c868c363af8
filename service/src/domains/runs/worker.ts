import type { Within } from '../../kernel/transaction.ts';
import type { TargetResult } from '../agents/contract.ts';
import type { Cancellations } from './cancellation.ts';
import { announce, closeIfDone } from './closing.ts';
import { createGate, type Gate } from './gate.ts';
import type { Money } from './contract.ts';
import { proposalId, proposalMessageId } from './ids.ts';
import { workStep } from './jobs/work-step/contract.ts';
import type { RunDeps } from './ports.ts';
import type { RunRecord, StepClaim, StepResult } from './repository.ts';
import { jitter, mayWait, postpone, queueAgain, waitedTooLong } from './waiting.ts';

interface StepJob {
  site: string;
  run: string;
  target: number;
}

export interface StepWorker {
  /** `attempt` is the queue's count: a piece whose worker died comes again with a higher one. */
  work(job: StepJob, queued: { signal: AbortSignal; attempt: number }): Promise<void>;
}

type Deps = RunDeps & { cancellations: Cancellations; gate: Gate };
interface Claimed extends StepClaim {
  site: string;
  failures: number;
  waitingSince: Date | null;
  record: RunRecord;
}

/** Attempts at one target that end in a failure, and attempts that end in nothing because the process died. */
const maxFailures = 3;
const maxDeaths = 3;
/** From this attempt on a piece may have killed two processes: it is worked alone. */
const suspectAttempt = 3;
const maxWaitSeconds = 120;
const proposalDays = 30;
const nothingPaid: Money = { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } };

/** Works one target of one run: claim, agent, then result, message, event and counters in one transaction. */
export function createStepWorker(parts: Omit<Deps, 'gate'>): StepWorker {
  const deps = { ...parts, gate: createGate() };
  return {
    async work(job, { signal, attempt }) {
      const leave = await deps.gate.enter(attempt >= suspectAttempt);
      try {
        await workOne(deps, job, signal);
      } finally {
        leave();
      }
    },
  };
}

async function workOne(deps: Deps, job: StepJob, signal: AbortSignal): Promise<void> {
  // After a disconnect nobody would see the results, and models may cost money.
  if (!(await deps.outbox.connected(job.site))) return;
  const claimed = await claim(deps, job);
  if (!claimed) return;
  const { agent } = claimed.record;
  deps.metrics.count('devskyy_run_steps_claimed_total', { agent });
  const started = performance.now();
  const result = deathsOf(claimed) >= maxDeaths ? gaveUp() : await runAgent(deps, claimed, signal);
  deps.metrics.observe('devskyy_run_step_seconds', (performance.now() - started) / 1000, { agent, outcome: result.kind });
  await record(deps, claimed, result);
  if (result.kind === 'aborted' && signal.aborted) throw new Error('The service stops; this piece is worked again later.');
}

/** Claims before this one that ended neither in a result nor in a failure: their processes died. */
const deathsOf = ({ claim: count, failures }: Pick<Claimed, 'claim' | 'failures'>): number => count - 1 - failures;

/** Null when there is nothing to do: the run is gone or cancelled, or the step has ended. */
const claim = (deps: Deps, { site, run, target }: StepJob): Promise<Claimed | null> =>
  deps.transactions.run(site, async (within) => {
    const { repository, clock } = deps;
    await repository.lockSite(within);
    const record = await repository.find(within, run);
    const taken = record && (await repository.claim(within, { run, target, at: clock.now() }));
    if (!record || !taken) return null;
    const step = { site, run, target, ...taken, record };
    await noteDeath(deps, within, step);
    if (record.cancelRequested) {
      await repository.skip(within, step);
      await closeIfDone(deps, within, { id: site, run });
      return null;
    }
    if (record.status === 'queued') {
      await repository.update(within, run, { status: 'running', started: clock.now(), progressed: clock.now() });
      await announce(deps, within, { siteId: site, run: record, type: 'started' });
    }
    return step;
  });

/** The claim before this one ended in nothing: its process died, or was cut off. */
async function noteDeath(deps: Deps, within: Within, step: Claimed): Promise<void> {
  const deaths = deathsOf(step);
  if (deaths === 0) return;
  const { site: siteId, run, target } = step;
  const last = deaths >= maxDeaths;
  const message = `The service died while it worked on this piece (${deaths} of ${maxDeaths} times).`;
  const at = deps.clock.now();
  const error = { siteId, run, target, at, kind: 'died' as const, attempt: step.claim - 1, message, retryAt: last ? null : at };
  await deps.repository.addError(within, error);
  if (!last) return;
  const payload = { site: siteId, run, target };
  await deps.queue.bury({ job: workStep.name, payload, reason: message }, { within });
  deps.metrics.count('devskyy_dead_letters_total', { job: workStep.name });
  deps.logger.error(payload, 'A piece killed the service three times and is given up.');
}

async function runAgent(deps: Deps, { site, run, target, record }: Claimed, signal: AbortSignal): Promise<TargetResult> {
  const watch = deps.cancellations.watch(site, run);
  try {
    return await deps.agents.work({
      siteId: site,
      run,
      agent: record.agent,
      target,
      options: record.options,
      signal: AbortSignal.any([signal, watch.signal]),
    });
  } catch (error) {
    deps.logger.error(
      { run, target, agent: record.agent, err: error instanceof Error ? error.stack : String(error) },
      'The agent failed on a piece.',
    );
    return {
      kind: 'failed',
      title: '',
      message: 'The service failed on this piece; the cause is in its log.',
      retryable: true,
      retryAfterSeconds: null,
      cost: nothingPaid,
    };
  } finally {
    watch.end();
  }
}

const gaveUp = (): TargetResult => ({
  kind: 'failed',
  title: '',
  message: `The service died ${maxDeaths} times while it worked on this piece, so it was left out. Run the agent on this piece alone to see why.`,
  retryable: false,
  retryAfterSeconds: null,
  cost: nothingPaid,
});

async function record(deps: Deps, claimed: Claimed, result: TargetResult): Promise<void> {
  await deps.transactions.run(claimed.site, async (within) => {
    await deps.repository.lockSite(within);
    if (result.kind === 'aborted') return leave(deps, within, claimed, result.cost);
    if (result.kind === 'waiting') {
      if (mayWait(claimed, deps.clock.now())) return postpone(deps, within, claimed, result);
      return settle(deps, within, claimed, waitedTooLong(result));
    }
    if (result.kind === 'failed' && result.retryable && claimed.failures + 1 < maxFailures) return tryLater(deps, within, claimed, result);
    return settle(deps, within, claimed, result);
  });
  if (result.kind !== 'waiting')
    deps.metrics.count('devskyy_fashion_operations_total', { agent: claimed.record.agent, outcome: result.kind });
}

/** Cut off: by a cancelled run, which skips the step, or because the service stops, which leaves it to the next worker. */
async function leave(deps: Deps, within: Within, claimed: Claimed, cost: Money): Promise<void> {
  const { repository, clock } = deps;
  const run = await repository.advance(within, claimed.run, { done: 0, cost, at: clock.now() });
  if (!run.cancelRequested) return void (await repository.release(within, claimed, 'stopped'));
  await repository.skip(within, claimed);
  await closeIfDone(deps, within, { id: claimed.site, run: run.id });
}

async function tryLater(deps: Deps, within: Within, claimed: Claimed, result: Extract<TargetResult, { kind: 'failed' }>): Promise<void> {
  if (!(await deps.repository.release(within, claimed, 'failed'))) return;
  await deps.repository.advance(within, claimed.run, { done: 0, cost: result.cost, at: deps.clock.now() });
  const seconds = Math.min(maxWaitSeconds, Math.max(result.retryAfterSeconds ?? 0, 4 ** claimed.failures)) + jitter(4 ** claimed.failures);
  deps.logger.warn(
    { run: claimed.run, target: claimed.target, attempt: claimed.failures + 1, retryInSeconds: seconds, err: result.message },
    'A piece failed and is tried again.',
  );
  await noteFailure(deps, within, claimed, { message: result.message, seconds });
  await queueAgain(deps, within, claimed, seconds);
}

/** Into the run's error ledger. `seconds` until the next attempt; null: there is none. */
async function noteFailure(
  { repository, clock }: Deps,
  within: Within,
  { site: siteId, run, target, claim: attempt }: Claimed,
  { message, seconds }: { message: string; seconds: number | null },
): Promise<void> {
  const at = clock.now();
  const retryAt = seconds === null ? null : new Date(at.getTime() + seconds * 1000);
  await repository.addError(within, { siteId, run, target, at, kind: 'failed', attempt, message, retryAt });
}

type Settled = Exclude<TargetResult, { kind: 'aborted' | 'waiting' }>;

async function settle(deps: Deps, within: Within, claimed: Claimed, result: Settled): Promise<void> {
  const { repository, clock } = deps;
  const { site, run, target } = claimed;
  const at = clock.now();
  const step = toStepResult(claimed, result);
  if (!(await repository.settle(within, claimed, { ...step, at }))) return;
  const record = await repository.advance(within, run, { done: 1, cost: result.cost, at });
  if (result.kind === 'failed' && deathsOf(claimed) < maxDeaths)
    await noteFailure(deps, within, claimed, { message: result.message, seconds: null });
  if (result.kind === 'proposal') await deps.outbox.add(within, site, { run, target, message: toMessage(claimed, result, at) });
  const progress = { done: record.done, total: record.total };
  const seen = { id: target, title: step.title, outcome: step.outcome, message: step.message };
  await repository.addEvent(within, { siteId: site, run, type: 'target', at, progress, target: seen });
  if (record.done >= record.total || record.cancelRequested) await closeIfDone(deps, within, { id: site, run });
}

const outcomeOf = { proposal: 'proposal', nothing: 'nothing to change', needs: 'needs', failed: 'failed' } as const;

const toStepResult = ({ run, target }: Claimed, result: Settled): StepResult => ({
  outcome: outcomeOf[result.kind],
  title: result.title || `#${target}`,
  message: result.message,
  proposal: result.kind === 'proposal' ? proposalId(run, target) : null,
  needs: 'needs' in result ? result.needs : [],
  findings: 'findings' in result ? result.findings : [],
});

function toMessage({ run, target, record }: Claimed, result: Extract<TargetResult, { kind: 'proposal' }>, at: Date) {
  return {
    id: proposalMessageId(run, target),
    type: 'proposal' as const,
    payload: {
      id: proposalId(run, target),
      run,
      agent: record.agent,
      target: { kind: result.target, id: target },
      changes: result.changes,
      rationale: result.rationale,
      evidence: result.evidence,
      author: result.author,
      cost: result.cost,
      risk: result.risk,
      expires: new Date(at.getTime() + proposalDays * 24 * 3600 * 1000).toISOString(),
    },
  };
}
