import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { ModelService } from '../../service.ts';
import { contract } from './contract.ts';

export const deleteModel = defineEndpoint<{ models: ModelService }>()(contract, ({ params, call }, { models }) =>
  models.remove(call.siteId, params.id),
);
