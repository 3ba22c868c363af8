import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStream } from '../../kernel/endpoint.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Within } from '../../kernel/transaction.ts';
import type { Cancellations } from './cancellation.ts';
import { announce, closeIfDone } from './closing.ts';
import type { Run, RunError, RunEvent, RunRequest, RunStatus } from './contract.ts';
import { startRuns, type WantedRun } from './planning.ts';
import type { RunDeps } from './ports.ts';
import type { RunPace, RunRecord } from './repository.ts';
import { toRun } from './view.ts';

export interface RunService {
  start(siteId: string, agent: string, request: RunRequest, key: string | null): Promise<Result<{ id: string }>>;
  /** Several runs by one actor, all or none. */
  startMany(
    siteId: string,
    request: { runs: WantedRun[]; actor: RunRequest['actor'] },
    key: string | null,
  ): Promise<Result<{ ids: string[] }>>;
  /** The failed targets of an ended run as a new run. */
  retry(siteId: string, id: string, key: string | null): Promise<Result<{ id: string }>>;
  cancel(siteId: string, id: string): Promise<Result<Run>>;
  /** A report of many thousand targets is large: it can be left out. */
  read(siteId: string, id: string, options?: { report: boolean }): Promise<Result<Run>>;
  list(siteId: string, query: ListQuery): Promise<{ runs: Omit<Run, 'report'>[]; total: number }>;
  /** Events of all runs; without `after` none, and where the newest is. */
  events(siteId: string, query: { after?: number | undefined; limit: number }): Promise<{ events: RunEvent[]; next: number }>;
  /** The events of one run as they come, until it has ended. */
  follow(siteId: string, id: string, options: { after: number; signal: AbortSignal }): Promise<Result<EventStream>>;
  /** What went wrong, the newest first. */
  errors(siteId: string, id: string, limit: number): Promise<Result<{ errors: RunError[] }>>;
  pace(siteId: string, agent: string): Promise<RunPace | null>;
}

interface ListQuery {
  page: number;
  perPage: number;
  status?: RunStatus | undefined;
  agent?: string | undefined;
}

const unknownRun = (id: string): { ok: false; error: Failure } =>
  fail({ code: 'unknown_run', message: `There is no run ${id}.`, next: 'GET /api/v1/runs lists those there are.' });

export function createRunService(deps: RunDeps & { cancellations: Cancellations }): RunService {
  const { repository, transactions } = deps;
  return {
    async start(siteId, agent, { targets, options, actor }, key) {
      const started = await startRuns(deps, { siteId, runs: [{ agent, targets, options }], actor, key, route: 'start-run' });
      return started.ok ? ok({ id: started.value.ids[0]! }) : started;
    },
    startMany: (siteId, { runs, actor }, key) => startRuns(deps, { siteId, runs, actor, key, route: 'start-runs' }),
    retry: (siteId, id, key) => retry(deps, { siteId, id, key }),
    cancel: (siteId, id) => cancel(deps, siteId, id),
    read: (siteId, id, options) => transactions.run(siteId, (within) => readRun(deps, within, id, options)),
    list: (siteId, query) =>
      transactions.run(siteId, async (within) => {
        const { runs, total } = await repository.list(within, query);
        const outcomes = await repository.outcomes(
          within,
          runs.map((run) => run.id),
        );
        return { runs: runs.map((run) => withoutReport(toRun(run, outcomes[run.id] ?? {}, {}, deps.clock.now()))), total };
      }),
    async events(siteId, { after, limit }) {
      await deps.outbox.siteCalled(siteId);
      return transactions.run(siteId, async (within) => {
        if (after === undefined) return { events: [], next: await repository.newestEvent(within) };
        const events = await repository.events(within, { after, limit });
        return { events, next: events.at(-1)?.seq ?? after };
      });
    },
    async follow(siteId, id, options) {
      const run = await transactions.run(siteId, (within) => repository.find(within, id));
      return run ? ok({ stream: follow(deps, { siteId, run: id, ...options }) }) : unknownRun(id);
    },
    errors: (siteId, id, limit) =>
      transactions.run(siteId, async (within) =>
        (await repository.find(within, id)) ? ok({ errors: await repository.errors(within, { run: id, limit }) }) : unknownRun(id),
      ),
    pace: (siteId, agent) => transactions.run(siteId, (within) => repository.pace(within, agent)),
  };
}

const withoutReport = ({ report: _report, ...run }: Run): Omit<Run, 'report'> => run;

async function readRun({ repository, clock }: RunDeps, within: Within, id: string, { report } = { report: true }): Promise<Result<Run>> {
  const record = await repository.find(within, id);
  if (!record) return unknownRun(id);
  const outcomes = await repository.outcomes(within, [id]);
  return ok(toRun(record, outcomes[id] ?? {}, report ? await repository.report(within, id) : {}, clock.now()));
}

async function retry(
  deps: RunDeps,
  { siteId, id, key }: { siteId: string; id: string; key: string | null },
): Promise<Result<{ id: string }>> {
  const found = await deps.transactions.run(siteId, async (within) => {
    const record = await deps.repository.find(within, id);
    return record && { record, failed: await deps.repository.failedTargets(within, id) };
  });
  if (!found) return unknownRun(id);
  const { record, failed } = found;
  if (record.phase === 'working')
    return fail({ code: 'run_active', message: 'The run is still at work.', next: 'Wait until it has ended, or cancel it first.' });
  if (failed.length === 0)
    return fail({ code: 'nothing_failed', message: 'No piece of this run failed.', next: 'Start a new run to work pieces again.' });
  const wanted: WantedRun = { agent: record.agent, targets: failed, options: record.options, retryOf: id };
  const started = await startRuns(deps, { siteId, runs: [wanted], actor: record.actor, key, route: `retry-run:${id}` });
  return started.ok ? ok({ id: started.value.ids[0]! }) : started;
}

/** Steps in the queue are skipped at once, those under way are cut off; what was proposed so far stays and is delivered. */
async function cancel(deps: RunDeps & { cancellations: Cancellations }, siteId: string, id: string): Promise<Result<Run>> {
  const result = await deps.transactions.run(siteId, async (within) => {
    const { repository, clock } = deps;
    await repository.lockSite(within);
    const run = await repository.find(within, id);
    if (!run) return unknownRun(id);
    if (run.status === 'cancelled' || run.cancelRequested) return readRun(deps, within, id);
    if (run.phase !== 'working') return tooLate(run);
    await repository.update(within, id, { cancelRequested: clock.now() });
    await repository.skipQueued(within, id);
    await announce(deps, within, { siteId, run, type: 'cancelling' });
    await closeIfDone(deps, within, { id: siteId, run: id });
    return readRun(deps, within, id);
  });
  if (result.ok) deps.cancellations.cancelled(id);
  return result;
}

const tooLate = (run: RunRecord): { ok: false; error: Failure } =>
  fail({
    code: 'run_ended',
    message:
      run.phase === 'closed'
        ? `The run has ended (${run.status}).`
        : 'All pieces of this run are worked; its results are on their way to WordPress.',
    next: 'Reject or undo its proposals instead.',
  });

const followEveryMs = 1000;
const ended: RunEvent['type'][] = ['completed', 'failed', 'cancelled'];

async function* follow(
  { repository, transactions }: RunDeps,
  { siteId, run, after, signal }: { siteId: string; run: string; after: number; signal: AbortSignal },
) {
  let last = after;
  while (!signal.aborted) {
    const events = await transactions.run(siteId, (within) => repository.events(within, { after: last, limit: 200, run }));
    for (const event of events) {
      yield { id: String(event.seq), event: event.type, data: event };
      if (ended.includes(event.type)) return;
    }
    last = events.at(-1)?.seq ?? last;
    const record = events.length === 0 ? await transactions.run(siteId, (within) => repository.find(within, run)) : null;
    if (record?.phase === 'closed') return;
    if (events.length === 0) await sleep(followEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
