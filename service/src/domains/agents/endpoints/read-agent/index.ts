import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { AgentService } from '../../service.ts';
import { contract } from './contract.ts';

export const readAgent = defineEndpoint<{ agents: AgentService }>()(contract, ({ params }, { agents }) =>
  Promise.resolve(agents.read(params.name)),
);
