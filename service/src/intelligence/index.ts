import type { Metrics } from '../kernel/metrics.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Clock, Logger } from '../kernel/world.ts';
import type { Ledger } from './budget.ts';
import { estimateRun, type EstimateRequest, type ModelEstimate } from './estimate.ts';
import { listPrices, type PriceTable } from './prices.ts';
import { createGates, type Gate, type GatePolicy, type Gates, type Troubles } from './gate.ts';
import type { Writer } from './provider.ts';
import type { Providers } from './registry.ts';
import { createProvider, withUsualModels, type Route, type RouteReader } from './router.ts';
import { testProvider, type ProviderTestResult } from './tester.ts';
import { defaultLimits, type CallLimits, type Fetch } from './watch.ts';
import { withWaits } from './waits.ts';
import { createModelWriter, createSilentWriter, type WriterParts } from './writer.ts';

export interface IntelligenceOptions {
  /** those that can be called. */
  providers: Providers;
  routes: RouteReader;
  ledger: Ledger;
  clock: Clock;
  logger: Logger;
  /** the guarded fetch: it decides which addresses may be called at all. */
  fetch: Fetch;
  prices?: PriceTable;
  limits?: Partial<CallLimits>;
  /** the most one answer may be long, thinking included. */
  maxOutputTokens?: number;
  metrics: Metrics;
  /** where refusals are noted for the owner. */
  troubles: Troubles;
  gatePolicy?: Partial<GatePolicy>;
}

interface WriterRequest {
  site: string;
  run: string;
  /** id of the piece, so that estimates count pieces and not calls. */
  target: string | null;
  agent: string;
  taskType: string;
  signal: AbortSignal;
  /** instead of the usual ones, where somebody waits. */
  limits?: Partial<CallLimits>;
}

/** The door to every model. */
export interface Intelligence {
  prices: PriceTable;
  /** Providers that may not be called at the moment, with the reason. */
  closed: Gates['closed'];
  /** Resolves the task's model once; make one writer for each piece of a run. */
  createWriter(request: WriterRequest): Promise<Writer>;
  /** Which model a task's calls go to now, or why none is called. */
  modelOf(site: string, taskType: string): Promise<Result<{ provider: string; model: string }>>;
  estimate(request: EstimateRequest & { taskType: string }): Promise<ModelEstimate>;
  test(site: string, provider: string, signal: AbortSignal): Promise<ProviderTestResult>;
}

const builtinChosen = {
  code: 'not-configured',
  message: 'The built-in provider is chosen for this task: no model is called.',
  next: 'Choose a model in Settings.',
};

/**
 * @example
 * const intelligence = createIntelligence({ providers, routes: settings.routes, ledger: spend.ledger, clock, logger, fetch: guardedFetch });
 * const writer = await intelligence.createWriter({ site, run, target: '12', agent: 'product-copy', taskType: 'product_copy', signal });
 */
export function createIntelligence(options: IntelligenceOptions): Intelligence {
  const prices = options.prices ?? listPrices(options.providers.list());
  const limits = { ...defaultLimits, ...options.limits };
  const routes = withUsualModels(options.routes, options.providers);
  const gates = createGates({ ...options, ...(options.gatePolicy ? { policy: options.gatePolicy } : {}) });
  const parts: Parts = { ...options, routes, prices, limits, gates, maxOutputTokens: options.maxOutputTokens ?? 8000 };
  return {
    prices,
    closed: gates.closed,
    async createWriter(request) {
      const route = await routes.forTask(request.site, request.taskType);
      return route.kind === 'model' ? modelOrStandIn(parts, request, route) : writerFor(parts, request, route);
    },
    async modelOf(site, taskType) {
      const route = await routes.forTask(site, taskType);
      if (route.kind === 'builtin') return fail(builtinChosen);
      return route.kind === 'not-configured' ? fail(route.failure) : ok({ provider: route.provider, model: route.model });
    },
    estimate: async (request) => estimateRun(request, await routes.forTask(request.site, request.taskType), parts),
    test: (site, provider, signal) => testProvider(site, provider, { ...parts, signal, gate: (route) => gateOf(parts, site, route) }),
  };
}

type Parts = Omit<WriterParts, 'provider' | 'model' | 'billed' | 'gate'> & {
  routes: RouteReader;
  providers: Providers;
  gates: Gates;
  fetch: Fetch;
  limits: CallLimits;
};
type ModelRoute = Extract<Route, { kind: 'model' }>;

const gateOf = ({ gates, providers }: Parts, site: string, { provider, model, key, baseUrl }: ModelRoute): Gate =>
  gates.of({ site, provider, label: providers.label(provider), model, secret: `${key ?? ''} ${baseUrl ?? ''}` });

function writerFor(parts: Parts, { site, run, target, agent, signal, limits }: WriterRequest, route: Route): Writer {
  if (route.kind === 'builtin') return createSilentWriter(null, builtinChosen);
  if (route.kind === 'not-configured') return createSilentWriter({ provider: route.provider, model: route.model ?? '' }, route.failure);
  const model = {
    provider: createProvider(parts.providers, route, { ...parts, limits: { ...parts.limits, ...limits } }),
    model: route.model,
    billed: route.key !== null,
    gate: gateOf(parts, site, route),
  };
  return createModelWriter({ site, run, target, agent }, { ...parts, ...model }, signal);
}

/**
 * The chosen model's writer. While it may not be called, the one that the owner allowed to stand in, if that may be; a pause that
 * the provider asks for is waited for instead.
 */
function modelOrStandIn(parts: Parts, request: WriterRequest, route: ModelRoute): Writer {
  const label = parts.providers.label(route.provider);
  const gate = gateOf(parts, request.site, route);
  const { fallback } = route;
  const out = (): boolean => ((closed) => closed !== null && closed.state !== 'waiting')(gate.closed());
  const able = (): boolean => fallback !== undefined && mayWrite(parts, request.site, fallback);
  if (fallback && out() && able()) {
    const why = gate.closed()?.failure.message ?? '';
    const by = fallback.kind === 'model' ? `${parts.providers.label(fallback.provider)} (${fallback.model})` : 'The built-in writer';
    const writer = writerFor(parts, request, fallback);
    const waits = fallback.kind === 'model' ? { label: parts.providers.label(fallback.provider), standsBy: () => false } : null;
    return { ...(waits ? withWaits(writer, waits) : writer), standsIn: `${by} stood in for ${label}: ${why}` };
  }
  return withWaits(writerFor(parts, request, route), { label, standsBy: () => out() && able() });
}

const mayWrite = (parts: Parts, site: string, route: Route): boolean =>
  route.kind === 'builtin' || (route.kind === 'model' && gateOf(parts, site, route).closed() === null);
