import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const listRuns = defineEndpoint<{ runs: RunService }>()(contract, async ({ query, call }, { runs }) =>
  ok(await runs.list(call.siteId, { page: query.page, perPage: query.per_page, status: query.status, agent: query.agent })),
);
