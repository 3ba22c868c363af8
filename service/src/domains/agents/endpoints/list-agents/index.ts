import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { AgentService } from '../../service.ts';
import { contract } from './contract.ts';

export const listAgents = defineEndpoint<{ agents: AgentService }>()(contract, (_input, { agents }) =>
  Promise.resolve(ok({ agents: agents.list() })),
);
