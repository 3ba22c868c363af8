import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { runRequest } from '../../contract.ts';

export const contract = defineContract({
  id: 'start-run',
  method: 'post',
  path: '/api/v1/agents/:name/runs',
  summary: 'Start a run of an agent on some products, or all. The same Idempotency-Key again answers the same id.',
  tag: 'Runs',
  access: 'site',
  params: z.object({ name: z.string().max(64) }),
  body: runRequest,
  limit: 2 * 1024 * 1024,
  success: 'accepted',
  response: z.object({ id: z.uuid() }),
  failures: {
    unknown_agent: 'not-found',
    agent_unavailable: 'unavailable',
    options_not_valid: 'invalid',
    catalogue_empty: 'conflict',
    idempotency_key_malformed: 'bad-request',
    idempotency_key_reused: 'invalid',
  },
});
