import type { Failure } from '../kernel/result.ts';
import type { ModelProvider } from './provider.ts';
import type { ProviderOptions } from './providers/options.ts';
import type { Providers } from './registry.ts';

/** Which model a task goes to; the domain `settings` answers it. */
export type Route =
  | { kind: 'builtin' }
  /** an empty model: the provider's usual one; `fallback` only where the owner allowed another writer to stand in. */
  | { kind: 'model'; provider: string; model: string; key: string | null; baseUrl: string | null; fallback?: Route }
  | { kind: 'not-configured'; provider: string; model: string | null; failure: Failure };

export interface RouteReader {
  forTask(site: string, task: string): Promise<Route>;
  /** for the test button: the chosen model when it is this provider's. */
  forProvider(site: string, provider: string): Promise<Route>;
}

export const createProvider = (
  providers: Providers,
  route: Extract<Route, { kind: 'model' }>,
  wire: Pick<ProviderOptions, 'fetch' | 'limits'>,
): ModelProvider => providers.create(route.provider, { key: route.key, baseUrl: route.baseUrl, ...wire });

const noModel: Failure = {
  code: 'not-configured',
  message: 'No model of this server is chosen.',
  next: 'Enter the model’s name in Settings, save, then test again.',
};

/** Reads routes with the provider's usual model filled in where none is named. */
export function withUsualModels(routes: RouteReader, providers: Providers): RouteReader {
  const fill = (route: Route): Route => {
    if (route.kind === 'builtin') return route;
    const model = route.model || (providers.find(route.provider)?.usualModel ?? null);
    if (route.kind === 'not-configured') return { ...route, model };
    const fallback = route.fallback ? { fallback: fill(route.fallback) } : {};
    return model ? { ...route, ...fallback, model } : { kind: 'not-configured', provider: route.provider, model: null, failure: noModel };
  };
  return {
    forTask: async (site, task) => fill(await routes.forTask(site, task)),
    forProvider: async (site, provider) => fill(await routes.forProvider(site, provider)),
  };
}
