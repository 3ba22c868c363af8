import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { ModelService } from '../../service.ts';
import { contract } from './contract.ts';

export const readModel = defineEndpoint<{ models: ModelService }>()(contract, ({ params, call }, { models }) =>
  models.find(call.siteId, params.id),
);
