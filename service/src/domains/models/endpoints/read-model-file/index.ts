import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { ModelService } from '../../service.ts';
import { contract } from './contract.ts';

export const readModelFile = defineEndpoint<{ models: ModelService }>()(contract, ({ params, call }, { models }) =>
  models.file(call.siteId, params.id, params.name),
);
