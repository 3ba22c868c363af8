import type { Failure } from '../kernel/result.ts';
import type { ModelProvider } from './provider.ts';
import { createAnthropic } from './providers/anthropic/index.ts';
import { createOpenai } from './providers/openai/index.ts';
import type { ProviderOptions } from './providers/options.ts';

export type ProviderName = ModelProvider['name'];

/** Which model a task goes to; the domain `settings` answers it. */
export type Route =
  | { kind: 'builtin' }
  /** an empty model: the provider's usual one; `fallback` only where the owner allowed another writer to stand in. */
  | { kind: 'model'; provider: ProviderName; model: string; key: string | null; baseUrl: string | null; fallback?: Route }
  | { kind: 'not-configured'; provider: ProviderName; model: string | null; failure: Failure };

export interface RouteReader {
  forTask(site: string, task: string): Promise<Route>;
  /** for the test button: the chosen model when it is this provider's. */
  forProvider(site: string, provider: ProviderName): Promise<Route>;
}

const makers: Record<ProviderName, (options: ProviderOptions) => ModelProvider> = {
  anthropic: createAnthropic,
  openai: (options) => createOpenai('openai', options),
  compatible: (options) => createOpenai('compatible', options),
};

export const providerLabels: Record<ProviderName, string> = { anthropic: 'Anthropic', openai: 'OpenAI', compatible: 'The model server' };

export const createProvider = (route: Extract<Route, { kind: 'model' }>, wire: Pick<ProviderOptions, 'fetch' | 'limits'>): ModelProvider =>
  makers[route.provider]({ key: route.key, baseUrl: route.baseUrl, ...wire });

/** What writes when the owner named a provider and no model of it: a current one of the middle price. */
const usualModels: Record<ProviderName, string | null> = { anthropic: 'claude-sonnet-5-5', openai: 'gpt-6.1-terra', compatible: null };

const noModel: Failure = {
  code: 'not-configured',
  message: 'No model of this server is chosen.',
  next: 'Enter the model’s name in Settings, save, then test again.',
};

/** Reads routes with the usual model filled in where none is named. */
export function withUsualModels(routes: RouteReader): RouteReader {
  const fill = (route: Route): Route => {
    if (route.kind === 'builtin') return route;
    const model = route.model || usualModels[route.provider];
    if (route.kind === 'not-configured') return { ...route, model };
    const fallback = route.fallback ? { fallback: fill(route.fallback) } : {};
    return model ? { ...route, ...fallback, model } : { kind: 'not-configured', provider: route.provider, model: null, failure: noModel };
  };
  return {
    forTask: async (site, task) => fill(await routes.forTask(site, task)),
    forProvider: async (site, provider) => fill(await routes.forProvider(site, provider)),
  };
}
