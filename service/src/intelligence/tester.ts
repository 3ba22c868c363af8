import type { Clock, Logger } from '../kernel/world.ts';
import type { Result } from '../kernel/result.ts';
import { ceilingOf, type Ledger } from './budget.ts';
import { costOf, type PriceTable } from './prices.ts';
import type { Gate } from './gate.ts';
import type { Providers } from './registry.ts';
import { createProvider, type Route, type RouteReader } from './router.ts';
import type { Completion, CompletionRequest, ProviderFailure } from './provider.ts';
import type { CallLimits, Fetch } from './watch.ts';

export interface TesterParts {
  providers: Providers;
  routes: RouteReader;
  ledger: Ledger;
  prices: PriceTable;
  clock: Clock;
  logger: Logger;
  fetch: Fetch;
  limits: CallLimits;
  gate(route: Extract<Route, { kind: 'model' }>): Gate;
}

export interface ProviderTestResult {
  ok: boolean;
  provider: string;
  model: string | null;
  latency_ms: number | null;
  cause: string | null;
  next_step: string | null;
}

/** What the test button does: one tiny call, metered like any other; the answer is a cause and a next step in plain words. */
export async function testProvider(
  site: string,
  provider: string,
  parts: TesterParts & { signal: AbortSignal },
): Promise<ProviderTestResult> {
  const no = (cause: string, next: string | undefined, model: string | null): ProviderTestResult => ({
    ok: false,
    provider,
    model,
    latency_ms: null,
    cause,
    next_step: next ?? null,
  });
  const route = await parts.routes.forProvider(site, provider);
  if (route.kind === 'builtin') return no('No provider is chosen.', 'Enter a key in Settings.', null);
  if (route.kind === 'not-configured') return no(route.failure.message, route.failure.next, route.model);
  const { model } = route;

  const request: CompletionRequest = {
    model,
    system: 'You answer with one word.',
    prompt: 'Say: ready',
    schema: null,
    maxOutputTokens: 64,
  };
  const price = parts.prices.find(provider, model);
  const entry = {
    site,
    run: null,
    target: null,
    agent: 'settings-test',
    provider,
    model,
    ceiling: ceilingOf(price, request),
    billed: route.key !== null,
  };
  const held = await parts.ledger.reserve(entry, AbortSignal.any([parts.signal, AbortSignal.timeout(patienceMs)]));
  if (!held.ok) return no(held.error.message, held.error.next, model);
  const started = parts.clock.now().getTime();
  // somebody asks to know: a closed door is tried all the same, and opens when the call goes well
  const made = createProvider(parts.providers, route, { fetch: parts.fetch, limits: hurried(parts.limits) });
  const result = await parts.gate(route).probe(() => made.complete(request, parts.signal));
  const latencyMs = parts.clock.now().getTime() - started;
  await parts.ledger.settle(site, held.value.id, { ...settled(result, price), outcome: result.ok ? 'ok' : 'failed', latencyMs });
  if (!result.ok) return no(result.error.message, result.error.next, model);
  const unpriced = price === null && parts.providers.find(provider)?.prices !== null;
  const note = 'Works. No price is known for this model: tokens are counted, money is not, and the daily cap cannot hold it.';
  return {
    ok: true,
    provider,
    model,
    latency_ms: latencyMs,
    cause: unpriced ? note : null,
    next_step: unpriced ? 'Choose a model from the price list to keep the cap in force.' : null,
  };
}

/** Somebody waits at the button, and the plugin waits 20 seconds for the answer. */
const patienceMs = 2000;
const hurried = (limits: CallLimits): CallLimits => ({
  ...limits,
  firstByteMs: Math.min(limits.firstByteMs, 12_000),
  totalMs: Math.min(limits.totalMs, 15_000),
});

function settled(result: Result<Completion, ProviderFailure>, price: ReturnType<PriceTable['find']>) {
  const usage = result.ok ? result.value.usage : (result.error.usage ?? null);
  const tokens = usage ?? { input: 0, output: 0 };
  if (!result.ok && result.error.charge === 'none') return { tokens, amount: 0, release: true };
  if (!price) return { tokens, amount: null, release: true };
  return result.ok && usage ? { tokens, amount: costOf(price, usage), release: true } : { tokens, amount: null, release: false };
}
