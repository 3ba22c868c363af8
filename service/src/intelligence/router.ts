import type { Failure } from '../kernel/result.ts';
import type { ModelProvider } from './provider.ts';
import { createAnthropic } from './providers/anthropic/index.ts';
import { createOpenai } from './providers/openai/index.ts';
import type { ProviderOptions } from './providers/options.ts';

export type ProviderName = ModelProvider['name'];

/** Which model a task goes to; the domain `settings` answers it. */
export type Route =
  | { kind: 'builtin' }
  | { kind: 'model'; provider: ProviderName; model: string; key: string | null; baseUrl: string | null }
  | { kind: 'not-configured'; provider: ProviderName; model: string | null; failure: Failure };

export interface RouteReader {
  forTask(site: string, task: string): Promise<Route>;
  /** for the test button: the chosen model when it is this provider's, else null for the provider's usual one. */
  forProvider(site: string, provider: ProviderName): Promise<Route>;
}

const makers: Record<ProviderName, (options: ProviderOptions) => ModelProvider> = {
  anthropic: createAnthropic,
  openai: (options) => createOpenai('openai', options),
  compatible: (options) => createOpenai('compatible', options),
};

export const createProvider = (route: Extract<Route, { kind: 'model' }>, wire: Pick<ProviderOptions, 'fetch' | 'limits'>): ModelProvider =>
  makers[route.provider]({ key: route.key, baseUrl: route.baseUrl, ...wire });

/** The model that the test button calls when the owner chose none of that provider: the cheapest current one. */
export const usualModels: Record<ProviderName, string | null> = { anthropic: 'claude-haiku-5-5', openai: 'gpt-6-luna', compatible: null };
