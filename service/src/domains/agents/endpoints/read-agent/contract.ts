import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { agentInfo } from '../../contract.ts';

export const contract = defineContract({
  id: 'read-agent',
  method: 'get',
  path: '/api/v1/agents/:name',
  summary: 'One agent.',
  tag: 'Agents',
  access: 'site',
  params: z.object({ name: z.string().max(64) }),
  success: 'ok',
  response: agentInfo,
  failures: { unknown_agent: 'not-found' },
});
