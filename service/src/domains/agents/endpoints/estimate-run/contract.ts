import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { estimate, runRequest } from '../../../runs/contract.ts';

export const contract = defineContract({
  id: 'estimate-run',
  method: 'post',
  path: '/api/v1/agents/:name/estimates',
  summary: 'What a run would take and cost: measured, or null with what is missing.',
  tag: 'Agents',
  access: 'site',
  params: z.object({ name: z.string().max(64) }),
  body: runRequest,
  limit: 2 * 1024 * 1024,
  success: 'ok',
  response: estimate,
  failures: { unknown_agent: 'not-found', agent_unavailable: 'unavailable', options_not_valid: 'invalid' },
});
