import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { ModelService } from '../../service.ts';
import { contract } from './contract.ts';

export const cancelModel = defineEndpoint<{ models: ModelService }>()(contract, ({ params, call }, { models }) =>
  models.cancel(call.siteId, params.id),
);
