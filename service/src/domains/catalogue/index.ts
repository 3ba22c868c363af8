import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import { readCatalogueState } from './endpoints/read-catalogue-state/index.ts';
import { receiveBatch } from './endpoints/receive-batch/index.ts';
import { createCatalogueService, type CatalogueDeps, type CatalogueService } from './service.ts';

export interface Catalogue {
  service: CatalogueService;
  endpoints: BoundEndpoint[];
}

export function createCatalogue(deps: CatalogueDeps): Catalogue {
  const service = createCatalogueService(deps);
  return { service, endpoints: bindEndpoints([receiveBatch, readCatalogueState], { catalogue: service }) };
}
