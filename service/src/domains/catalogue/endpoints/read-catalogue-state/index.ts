import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { CatalogueService } from '../../service.ts';
import { contract } from './contract.ts';

export const readCatalogueState = defineEndpoint<{ catalogue: CatalogueService }>()(contract, async ({ call }, { catalogue }) =>
  ok(await catalogue.state(call.siteId)),
);
