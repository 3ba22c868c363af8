import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { ModelService } from '../../service.ts';
import { contract } from './contract.ts';

export const processModelAgain = defineEndpoint<{ models: ModelService }>()(contract, ({ params, body, call }, { models }) =>
  models.process(call.siteId, params.id, body.options ?? null),
);
