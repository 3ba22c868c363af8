import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const startRun = defineEndpoint<{ runs: RunService }>()(contract, ({ params, body, call }, { runs }) =>
  runs.start(call.siteId, params.name, body, call.idempotencyKey),
);
