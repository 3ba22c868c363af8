import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

export const streamRunEvents = defineEndpoint<{ runs: RunService }>()(contract, ({ params, query, call }, { runs }) =>
  runs.follow(call.siteId, params.id, { after: query.after, signal: call.signal }),
);
