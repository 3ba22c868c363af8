import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const retryRun = defineEndpoint<{ runs: RunService }>()(contract, ({ params, call }, { runs }) =>
  runs.retry(call.siteId, params.id, call.idempotencyKey),
);
