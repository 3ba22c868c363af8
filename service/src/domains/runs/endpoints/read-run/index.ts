import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const readRun = defineEndpoint<{ runs: RunService }>()(contract, ({ params, query, call }, { runs }) =>
  runs.read(call.siteId, params.id, { report: query.report === 'whole' }),
);
