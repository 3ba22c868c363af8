import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { ModelService } from '../../../models/index.ts';
import { contract } from './contract.ts';

export const createAvatar = defineEndpoint<{ models: ModelService }>()(contract, ({ body, call }, { models }) =>
  models.dress(call.siteId, body),
);
