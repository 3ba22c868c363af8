import type { Within } from '../../kernel/transaction.ts';
import type { RunStatus } from './contract.ts';
import { reportMessageId, runMessageId } from './ids.ts';
import type { RunDeps } from './ports.ts';
import { splitReport } from './report.ts';
import type { RunRecord } from './repository.ts';

type Deps = Pick<RunDeps, 'repository' | 'outbox' | 'clock' | 'metrics'>;

const keepEventsMs = 30 * 24 * 3600 * 1000;

/**
 * Takes a run one phase further where it is ready for that: all targets worked → delivering; WordPress has all its proposals →
 * the report goes out as its last message. Call it under the site's lock, after anything that may have been the last thing missing.
 */
export async function closeIfDone(deps: Deps, within: Within, site: { id: string; run: string }): Promise<void> {
  const run = await deps.repository.find(within, site.run);
  if (!run) return;
  if (run.phase === 'working') {
    if (run.done < run.total && !run.cancelRequested) return;
    const open = await deps.repository.countOpen(within, run.id);
    if (open.queued + open.running > 0) return;
    await endWork(deps, within, { siteId: site.id, run });
  }
  if (run.phase === 'working' || run.phase === 'delivering') await reportIfDelivered(deps, within, site);
}

async function endWork(deps: Deps, within: Within, { siteId, run }: { siteId: string; run: RunRecord }): Promise<void> {
  const at = deps.clock.now();
  const cancelled = run.cancelRequested !== null;
  await deps.repository.update(within, run.id, {
    phase: 'delivering',
    worked: at,
    ...(cancelled ? { status: 'cancelled' as const, finished: at } : {}),
  });
  if (cancelled) await announce(deps, within, { siteId, run, type: 'cancelled' });
}

async function reportIfDelivered(deps: Deps, within: Within, site: { id: string; run: string }): Promise<void> {
  if ((await deps.outbox.countWaiting(within, site.run)) > 0) return;
  const run = await deps.repository.find(within, site.run);
  if (!run) return;
  const at = deps.clock.now();
  const status = await finalStatus(deps, within, run);
  const error =
    status === 'failed' ? `No piece could be worked. ${(await deps.repository.mainFailure(within, run.id)) ?? ''}`.trim() : null;
  await deps.repository.update(within, run.id, {
    phase: 'reporting',
    finished: run.finished ?? at,
    error,
    ...(status === 'failed' ? { status } : {}),
  });
  const parts = splitReport(await deps.repository.report(within, run.id));
  // A large report goes before its run's last message, in parts; a small one within it.
  const large = parts.length > 1;
  for (const [part, report] of large ? parts.entries() : []) {
    const payload = { run: run.id, part, parts: parts.length, report };
    const message = { id: reportMessageId(run.id, part), type: 'report' as const, payload };
    await deps.outbox.add(within, site.id, { run: run.id, target: null, message });
  }
  await deps.outbox.add(within, site.id, {
    run: run.id,
    target: null,
    message: {
      id: runMessageId(run.id),
      type: 'run',
      payload: {
        id: run.id,
        agent: run.agent,
        status,
        progress: { done: run.done, total: run.total },
        cost: run.cost,
        error,
        report: large ? {} : parts[0]!,
        ...(large ? { report_parts: parts.length } : {}),
        note: run.note,
        started: run.started?.toISOString() ?? null,
        finished: (run.finished ?? at).toISOString(),
      },
    },
  });
  if (status === 'failed') await announce(deps, within, { siteId: site.id, run, type: 'failed' });
}

/** `failed` only when no target could be worked. */
async function finalStatus({ repository }: Deps, within: Within, run: RunRecord): Promise<'completed' | 'failed' | 'cancelled'> {
  if (run.cancelRequested) return 'cancelled';
  const counts = (await repository.outcomes(within, [run.id]))[run.id] ?? {};
  return (counts['failed'] ?? 0) === run.total && run.total > 0 ? 'failed' : 'completed';
}

/** WordPress has the report: only now is the run completed. */
export async function close(deps: Deps, within: Within, site: { id: string; run: string; refusal: string | null }): Promise<void> {
  const run = await deps.repository.find(within, site.run);
  if (!run || run.phase !== 'reporting') return;
  const ended = run.status === 'failed' || run.status === 'cancelled';
  const status: RunStatus = ended ? run.status : site.refusal === null ? 'completed' : 'failed';
  const error = site.refusal === null ? run.error : `WordPress refused the run's report: ${site.refusal}`;
  await deps.repository.update(within, run.id, { phase: 'closed', status, error });
  await deps.repository.pruneEvents(within, new Date(deps.clock.now().getTime() - keepEventsMs));
  if (!ended) await announce(deps, within, { siteId: site.id, run, type: status === 'completed' ? 'completed' : 'failed' });
}

interface Announcement {
  siteId: string;
  run: RunRecord;
  type: 'queued' | 'started' | 'cancelling' | 'cancelled' | 'completed' | 'failed';
}

export async function announce(deps: Deps, within: Within, { siteId, run, type }: Announcement): Promise<void> {
  const progress = { done: run.done, total: run.total };
  await deps.repository.addEvent(within, { siteId, run: run.id, type, at: deps.clock.now(), progress, target: null });
  if (['cancelled', 'completed', 'failed'].includes(type)) deps.metrics.count('devskyy_runs_total', { agent: run.agent, status: type });
}
