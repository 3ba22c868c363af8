import type { Run, RunReport } from './contract.ts';
import type { RunRecord } from './repository.ts';

/** A run as the contract shows it. What it waited for is told until then; `finished` is told only when the run has ended for the reader too. */
export const toRun = (record: RunRecord, outcomes: Record<string, number>, report: RunReport, now: Date): Run => ({
  id: record.id,
  agent: record.agent,
  status: record.status,
  progress: { done: record.done, total: record.total },
  options: record.options,
  actor: { id: record.actor.id, name: record.actor.name },
  cost: record.cost,
  outcomes,
  report,
  error: record.error,
  waiting: record.phase === 'working' && record.waiting && Date.parse(record.waiting.until) > now.getTime() ? record.waiting : null,
  note: record.note,
  created: record.created.toISOString(),
  started: record.started?.toISOString() ?? null,
  finished: record.status === 'queued' || record.status === 'running' ? null : (record.finished?.toISOString() ?? null),
});
