import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const listRunEvents = defineEndpoint<{ runs: RunService }>()(contract, async ({ query, call }, { runs }) =>
  ok(await runs.events(call.siteId, query)),
);
