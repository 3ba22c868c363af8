import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { agentInfo } from '../../contract.ts';

export const contract = defineContract({
  id: 'list-agents',
  method: 'get',
  path: '/api/v1/agents',
  summary: 'Every agent: what it does, needs and risks; one that is not available says why.',
  tag: 'Agents',
  access: 'site',
  success: 'ok',
  response: z.object({ agents: z.array(agentInfo) }),
  failures: {},
});
