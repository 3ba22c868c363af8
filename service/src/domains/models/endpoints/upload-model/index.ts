import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { ModelService } from '../../service.ts';
import { contract } from './contract.ts';

export const uploadModel = defineEndpoint<{ models: ModelService }>()(contract, ({ body, call }, { models }) =>
  models.create(call.siteId, body, call.file),
);
