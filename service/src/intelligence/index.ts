import type { Clock, Logger } from '../kernel/world.ts';
import type { Ledger } from './budget.ts';
import { estimateRun, type EstimateRequest, type ModelEstimate } from './estimate.ts';
import { listPrices, type PriceTable } from './prices.ts';
import type { Writer } from './provider.ts';
import { createProvider, withUsualModels, type ProviderName, type RouteReader } from './router.ts';
import { testProvider, type ProviderTestResult } from './tester.ts';
import { defaultLimits, type CallLimits, type Fetch } from './watch.ts';
import { createModelWriter, createSilentWriter } from './writer.ts';

export interface IntelligenceOptions {
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
}

interface WriterRequest {
  site: string;
  run: string;
  /** id of the piece, so that estimates count pieces and not calls. */
  target: string | null;
  agent: string;
  taskType: string;
  signal: AbortSignal;
}

/** The door to every model. */
export interface Intelligence {
  prices: PriceTable;
  /** Resolves the task's model once; make one writer for each piece of a run. */
  createWriter(request: WriterRequest): Promise<Writer>;
  estimate(request: EstimateRequest & { taskType: string }): Promise<ModelEstimate>;
  test(site: string, provider: ProviderName, signal: AbortSignal): Promise<ProviderTestResult>;
}

const builtinChosen = {
  code: 'not-configured',
  message: 'The built-in provider is chosen for this task: no model is called.',
  next: 'Choose a model in Settings.',
};

/**
 * @example
 * const intelligence = createIntelligence({ routes: settings.routes, ledger: spend.ledger, clock, logger, fetch: guardedFetch });
 * const writer = await intelligence.createWriter({ site, run, target: '12', agent: 'product-copy', taskType: 'product_copy', signal });
 */
export function createIntelligence(options: IntelligenceOptions): Intelligence {
  const prices = options.prices ?? listPrices;
  const limits = { ...defaultLimits, ...options.limits };
  const routes = withUsualModels(options.routes);
  const parts = { ...options, routes, prices, limits, maxOutputTokens: options.maxOutputTokens ?? 8000 };
  return {
    prices,
    async createWriter({ site, run, target, agent, taskType, signal }) {
      const route = await routes.forTask(site, taskType);
      if (route.kind === 'builtin') return createSilentWriter(null, builtinChosen);
      if (route.kind === 'not-configured') return createSilentWriter({ provider: route.provider, model: route.model ?? '' }, route.failure);
      const model = { provider: createProvider(route, parts), model: route.model, billed: route.key !== null };
      return createModelWriter({ site, run, target, agent }, { ...parts, ...model }, signal);
    },
    estimate: async (request) => estimateRun(request, await routes.forTask(request.site, request.taskType), parts),
    test: (site, provider, signal) => testProvider(site, provider, { ...parts, signal }),
  };
}
