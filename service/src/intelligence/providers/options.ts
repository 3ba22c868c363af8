import type { CallLimits, Fetch } from '../watch.ts';

/** What a provider is made of; the key lives only in here. */
export interface ProviderOptions {
  key: string | null;
  /** null: the provider's own address. */
  baseUrl: string | null;
  fetch: Fetch;
  limits: CallLimits;
}
