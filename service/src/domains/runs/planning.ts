import { createHash } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Within } from '../../kernel/transaction.ts';
import { announce } from './closing.ts';
import type { RunOptions, RunRequest } from './contract.ts';
import { watchRun } from './jobs/watch-run/contract.ts';
import { workStep } from './jobs/work-step/contract.ts';
import type { RunDeps } from './ports.ts';
import { priorityOf } from './priority.ts';
import type { NewRun, RunActor } from './repository.ts';
import { workingLookSeconds } from './watchdog.ts';

export interface WantedRun {
  agent: string;
  targets: RunRequest['targets'];
  options: RunOptions;
  retryOf?: string;
}

export interface RunOrder {
  siteId: string;
  runs: WantedRun[];
  actor: RunActor;
  /** the Idempotency-Key header, and the route it is meant for. */
  key: string | null;
  route: string;
}

type Plan = Omit<NewRun, 'siteId' | 'at'>;

/** Starts runs, all or none: the same key with the same request answers the ids of the first time. */
export async function startRuns(deps: RunDeps, order: RunOrder): Promise<Result<{ ids: string[] }>> {
  const key = checkKey(order.key);
  if (!key.ok) return key;
  const plans: Plan[] = [];
  for (const wanted of order.runs) {
    const plan = await planRun(deps, order, wanted);
    if (!plan.ok) return plan;
    plans.push(plan.value);
  }
  return deps.transactions.run(order.siteId, async (within) => {
    await deps.repository.lockSite(within);
    const ids = plans.map((plan) => plan.id);
    const earlier = await remembered(deps, within, order, ids);
    if (earlier) return earlier;
    for (const plan of plans) await enqueue(deps, within, { ...plan, siteId: order.siteId, at: deps.clock.now() });
    return ok({ ids });
  });
}

function checkKey(key: string | null): Result<null> {
  if (key === null || /^[\x21-\x7e]{8,200}$/.test(key)) return ok(null);
  return fail({
    code: 'idempotency_key_malformed',
    message: 'The Idempotency-Key header must have 8 to 200 visible characters.',
    next: 'Send a UUID.',
  });
}

async function planRun(deps: RunDeps, { siteId, actor }: RunOrder, wanted: WantedRun): Promise<Result<Plan>> {
  const agent = deps.agents.find(wanted.agent);
  if (!agent)
    return fail({
      code: 'unknown_agent',
      message: `There is no agent "${wanted.agent}".`,
      next: 'GET /api/v1/agents lists those there are.',
    });
  if (!agent.available) {
    return fail({
      code: 'agent_unavailable',
      message: `"${agent.title}" is not available: ${agent.reason ?? 'no reason is known'}`,
      next: 'Choose another agent, or ask the operator of the service.',
    });
  }
  const options = deps.agents.checkOptions(wanted.agent, wanted.options);
  if (!options.ok) return options;
  const targets = wanted.targets === 'all' ? await deps.catalogue.ids(siteId, agent.targets) : [...new Set(wanted.targets)];
  if (targets.length === 0) {
    return fail({
      code: 'catalogue_empty',
      message: agent.targets.includes('product')
        ? 'The service knows no products of this shop yet.'
        : 'The service knows no posts or pages of this site yet.',
      next: 'Wait a moment until the catalogue has been sent, or run "wp devskyy sync", then start the run again.',
    });
  }
  const note = await deps.catalogue.languageNote(siteId, agent.targets);
  return ok({ id: newId(), agent: wanted.agent, options: options.value, actor, retryOf: wanted.retryOf ?? null, targets, note });
}

async function remembered(deps: RunDeps, within: Within, order: RunOrder, ids: string[]): Promise<Result<{ ids: string[] }> | null> {
  if (order.key === null) return null;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([order.runs, order.actor]))
    .digest('base64url');
  const request = { siteId: order.siteId, route: order.route, key: order.key, fingerprint, answer: { ids }, at: deps.clock.now() };
  const earlier = await deps.repository.remember(within, request);
  if (!earlier) return null;
  if (earlier.fingerprint === fingerprint) return ok(earlier.answer as { ids: string[] });
  return fail({
    code: 'idempotency_key_reused',
    message: 'This Idempotency-Key was sent before, with another request.',
    next: 'Send a new key with a new request; the same key only to repeat the very same one.',
  });
}

/** The run, its steps and one job a step; payloads hold ids only. Small runs go before large ones. */
async function enqueue(deps: RunDeps, within: Within, run: NewRun): Promise<void> {
  const { repository, queue, metrics } = deps;
  await repository.add(within, run);
  const record = await repository.find(within, run.id);
  if (!record) throw new Error(`The run ${run.id} was stored and is not there.`);
  await announce(deps, within, { siteId: run.siteId, run: record, type: 'queued' });
  const priority = priorityOf(run.targets.length);
  for (let start = 0; start < run.targets.length; start += 1000) {
    const jobs = run.targets.slice(start, start + 1000).map((target) => ({ site: run.siteId, run: run.id, target }));
    await queue.sendMany(workStep.name, jobs, { within, priority });
  }
  await queue.send(
    watchRun.name,
    { site: run.siteId, run: run.id },
    { within, startAfterSeconds: workingLookSeconds, singletonKey: run.id },
  );
  metrics.count('devskyy_runs_started_total', { agent: run.agent });
}
