import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import { listProviderStates } from './endpoints/list-provider-states/index.ts';
import { createProviderService, type ProviderDeps, type ProviderService } from './service.ts';

export type { ProviderService } from './service.ts';

/** Which providers do not write at the moment, why, and what the owner can do about it. */
export function createProviders(deps: ProviderDeps): ProviderService & { endpoints: BoundEndpoint[] } {
  const service = createProviderService(deps);
  return { ...service, endpoints: bindEndpoints([listProviderStates], service) };
}
