import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { ModelService } from '../../service.ts';
import { contract } from './contract.ts';

export const listModels = defineEndpoint<{ models: ModelService }>()(contract, async ({ query, call }, { models }) =>
  ok(await models.list(call.siteId, query)),
);
