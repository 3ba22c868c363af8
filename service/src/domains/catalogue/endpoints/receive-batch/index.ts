import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { CatalogueService } from '../../service.ts';
import { contract } from './contract.ts';

export const receiveBatch = defineEndpoint<{ catalogue: CatalogueService }>()(contract, async ({ body, call }, { catalogue }) =>
  ok(await catalogue.receive(call.siteId, body)),
);
