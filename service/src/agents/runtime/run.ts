import type { TargetResult } from '../../domains/agents/contract.ts';
import type { SiteFacts, Target } from '../../domains/catalogue/contract.ts';
import { runOptions, type RunOptions } from '../../domains/runs/contract.ts';
import type { BrandVoice } from '../../domains/settings/contract.ts';
import type { Writer } from '../../intelligence/provider.ts';
import { waitOf } from '../../intelligence/waits.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Clock, Logger } from '../../kernel/world.ts';
import { type AgentContext, type AgentDefinition, type AgentFailure, type AgentOutcome, targetsOf } from './agent.ts';
import { checkOutcome, headingOf, nothingPaid } from './check.ts';
import { isKnownField } from './fields.ts';
import type { AgentRegistry } from './registry.ts';
import { createRunCatalogues, type CatalogueSource } from './run-catalogue.ts';

export interface RuntimeDeps {
  registry: AgentRegistry;
  catalogue: CatalogueSource;
  settingsFor(siteId: string): Promise<{ language: string | null; brand_voice: BrandVoice }>;
  writerFor(request: WriterFor): Promise<Writer>;
  clock: Clock;
  logger: Logger;
}

interface WriterFor {
  siteId: string;
  run: string;
  target: string;
  agent: string;
  taskType: string;
  signal: AbortSignal;
}

interface AgentTaskOrder {
  siteId: string;
  run: string;
  agent: string;
  target: number;
  options: RunOptions;
  signal: AbortSignal;
}

/** Runs agents on behalf of runs: gives them their world, holds them to their time, and checks what comes back. */
export interface AgentRuntime {
  list: AgentRegistry['list'];
  find: AgentRegistry['info'];
  /** the task type of the agent's model route; null when it calls no model. */
  taskType(name: string): string | null;
  checkOptions(name: string, options: RunOptions): Result<RunOptions>;
  /** One target. What an agent does wrong is a `failed` result; only faults of the service itself throw. */
  work(order: AgentTaskOrder): Promise<TargetResult>;
}

export function createAgentRuntime(deps: RuntimeDeps): AgentRuntime {
  const catalogues = createRunCatalogues(deps.catalogue);
  return {
    list: () => deps.registry.list(),
    find: (name) => deps.registry.info(name),
    taskType: (name) => deps.registry.definition(name)?.taskType ?? null,
    checkOptions: (name, options) => checkOptions(deps.registry.definition(name), options),
    async work(order) {
      const agent = deps.registry.definition(order.agent);
      if (!agent)
        return failed(
          order,
          `The agent "${order.agent}" is not available any more: ${deps.registry.info(order.agent)?.reason ?? 'it is unknown'}.`,
        );
      const catalogue = catalogues.forRun(order.siteId, order.run);
      const kinds = targetsOf(agent);
      const [target, site] = await Promise.all([catalogue.target(order.target, kinds), catalogue.facts()]);
      if (!target || !site) return failed(order, missing(kinds));
      if (target.hands_off && agent.output === 'proposals') {
        return { kind: 'nothing', title: headingOf(target), message: 'Marked "hands off": nothing was proposed.', cost: nothingPaid };
      }
      return runAgent(deps, { ...order, definition: agent, piece: target, site, catalogue });
    },
  };
}

const missing = (kinds: readonly Target['kind'][]): string =>
  kinds.includes('product')
    ? 'Not in the catalogue: the shop has no such product, or it has not been sent to the service yet.'
    : 'Not known here: the site has no such post or page, it is private, or it has not been sent to the service yet.';

function checkOptions(agent: AgentDefinition | null, options: RunOptions): Result<RunOptions> {
  if (!agent) return fail({ code: 'options_not_valid', message: 'The agent is not available.' });
  const groups = new Set(agent.fields.map(({ field }) => field));
  const unknown = (options.fields ?? []).filter(
    (field) =>
      !groups.has(field) &&
      !groups.has(field.split('.')[0]!) &&
      !(targetsOf(agent).some((kind) => isKnownField(field, kind)) && agent.allows(field)),
  );
  if (unknown.length > 0) {
    return fail({
      code: 'options_not_valid',
      message: `"${agent.title}" does not work on ${unknown.join(', ')}.`,
      next:
        groups.size > 0
          ? `Choose from ${[...groups].join(', ')}, or leave "fields" out for all.`
          : 'Leave "fields" out: this agent writes none.',
    });
  }
  const parsed = agent.options.safeParse(options);
  if (parsed.success) return ok(runOptions.parse(options));
  const issue = parsed.error.issues[0];
  return fail({
    code: 'options_not_valid',
    message: `The options are not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    next: 'Correct the options and start the run again.',
  });
}

interface Work extends AgentTaskOrder {
  definition: AgentDefinition;
  piece: Target;
  site: SiteFacts;
  catalogue: AgentContext['catalogue'];
}

const stopped = Symbol('stopped');

async function runAgent(deps: RuntimeDeps, work: Work): Promise<TargetResult> {
  const { definition, piece, signal } = work;
  if (signal.aborted) return { kind: 'aborted', cost: nothingPaid };
  const options = definition.options.safeParse(work.options);
  if (!options.success) return failed(work, 'The options of the run do not fit this agent any more.');
  const limit = AbortSignal.timeout(definition.timeoutSeconds * 1000);
  const both = AbortSignal.any([signal, limit]);
  const context = await contextFor(deps, work, both);
  // An agent that does not heed the signal is left to itself; whatever it still returns is not looked at.
  const outcome = await Promise.race([
    settled(async () => definition.run({ run: work.run, target: piece, options: options.data }, context)),
    aborted(both),
  ]);
  if (signal.aborted) return { kind: 'aborted', cost: costOf(outcome) };
  if (outcome === stopped || (limit.aborted && 'threw' in outcome))
    return { ...failed(work, `"${definition.title}" took longer than ${definition.timeoutSeconds} seconds.`), retryable: true };
  if ('threw' in outcome) {
    deps.logger.error(
      {
        agent: definition.name,
        run: work.run,
        target: piece.id,
        err: outcome.threw instanceof Error ? outcome.threw.stack : String(outcome.threw),
      },
      'An agent threw.',
    );
    return { ...failed(work, `"${definition.title}" failed on this piece; the cause is in the service's log.`), retryable: true };
  }
  if (!outcome.ok) return fromFailure(work, outcome.error);
  return withStandIn(checkOutcome({ agent: definition, target: piece, options: work.options }, outcome.value), context.writer.standsIn);
}

/** Who wrote is told where it was not the writer that the owner chose. */
function withStandIn(result: TargetResult, standsIn: string | undefined): TargetResult {
  if (standsIn === undefined || result.kind === 'aborted' || result.kind === 'waiting') return result;
  const message = `${result.message} ${standsIn}`.slice(0, 2000);
  return result.kind === 'proposal'
    ? { ...result, message, rationale: `${result.rationale} ${standsIn}`.slice(0, 4000) }
    : { ...result, message };
}

type Settled = Result<AgentOutcome, AgentFailure> | { threw: unknown };

const settled = async (run: () => Promise<Result<AgentOutcome, AgentFailure>>): Promise<Settled> => {
  try {
    return await run();
  } catch (error) {
    return { threw: error };
  }
};

const aborted = (signal: AbortSignal): Promise<typeof stopped> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(stopped);
    else signal.addEventListener('abort', () => resolve(stopped), { once: true });
  });

function costOf(outcome: Settled | typeof stopped) {
  if (outcome === stopped || 'threw' in outcome) return nothingPaid;
  return (outcome.ok ? outcome.value.cost : outcome.error.cost) ?? nothingPaid;
}

async function contextFor(deps: RuntimeDeps, work: Work, signal: AbortSignal): Promise<AgentContext> {
  const { definition, site, run, siteId } = work;
  const settings = await deps.settingsFor(siteId);
  const fields = { run, agent: definition.name, target: work.target };
  return {
    site,
    language: settings.language ?? site.locale,
    brandVoice: settings.brand_voice,
    catalogue: work.catalogue,
    writer:
      definition.taskType === null
        ? noWriter
        : await deps.writerFor({ siteId, run, target: String(work.target), agent: definition.name, taskType: definition.taskType, signal }),
    clock: deps.clock,
    logger: withFields(deps.logger, fields),
    signal,
  };
}

/** For agents that declare no task type: they call no model. */
const callsNone = async () =>
  fail({ code: 'not-configured' as const, message: 'This agent calls no model.', retryable: false, cost: nothingPaid });
const noWriter: Writer = { model: null, write: callsNone, stream: callsNone };

const withFields = (logger: Logger, fields: object): Logger => ({
  debug: (more, message) => logger.debug({ ...fields, ...more }, message),
  info: (more, message) => logger.info({ ...fields, ...more }, message),
  warn: (more, message) => logger.warn({ ...fields, ...more }, message),
  error: (more, message) => logger.error({ ...fields, ...more }, message),
});

const titleOf = (work: AgentTaskOrder | Work): string => ('piece' in work ? headingOf(work.piece) : '');

const failed = (work: AgentTaskOrder | Work, message: string): Extract<TargetResult, { kind: 'failed' }> => ({
  kind: 'failed',
  title: titleOf(work),
  message,
  retryable: false,
  retryAfterSeconds: null,
  cost: nothingPaid,
});

function fromFailure(work: Work, failure: AgentFailure): TargetResult {
  const waited = waitOf(failure);
  if (waited) {
    const { provider, seconds, reason } = waited;
    return { kind: 'waiting', title: headingOf(work.piece), message: reason, provider, seconds, cost: failure.cost ?? nothingPaid };
  }
  const wait = failure.details?.['retryAfterSeconds'];
  return {
    ...failed(work, `${failure.message}${failure.next ? ` ${failure.next}` : ''}`.slice(0, 2000)),
    retryable: failure.retryable,
    retryAfterSeconds: typeof wait === 'number' ? wait : null,
    cost: failure.cost ?? nothingPaid,
  };
}
