import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { AgentService } from '../../service.ts';
import { contract } from './contract.ts';

export const estimateRun = defineEndpoint<{ agents: AgentService }>()(contract, ({ params, body, call }, { agents }) =>
  agents.estimate(call.siteId, params.name, body),
);
