import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const cancelRun = defineEndpoint<{ runs: RunService }>()(contract, ({ params, call }, { runs }) =>
  runs.cancel(call.siteId, params.id),
);
