import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import { getSpend } from './endpoints/get-spend/index.ts';
import { createSpendService, type SpendDeps, type SpendService } from './spend.service.ts';

/** The ledger of model calls, and its endpoint. */
export function createSpend(deps: SpendDeps): SpendService & { endpoints: BoundEndpoint[] } {
  const service = createSpendService(deps);
  return { ...service, endpoints: bindEndpoints([getSpend], service) };
}
