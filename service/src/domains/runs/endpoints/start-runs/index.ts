import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const startRuns = defineEndpoint<{ runs: RunService }>()(contract, ({ body, call }, { runs }) =>
  runs.startMany(call.siteId, body, call.idempotencyKey),
);
