import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { ModelService } from '../../../models/index.ts';
import { contract } from './contract.ts';

export const listAvatars = defineEndpoint<{ models: ModelService }>()(contract, async ({ query, call }, { models }) =>
  ok(await models.list(call.siteId, { ...query, kinds: ['avatar', 'dressed'] })),
);
