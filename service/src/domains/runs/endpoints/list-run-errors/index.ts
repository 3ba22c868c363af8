import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const listRunErrors = defineEndpoint<{ runs: RunService }>()(contract, ({ params, query, call }, { runs }) =>
  runs.errors(call.siteId, params.id, query.limit),
);
