import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'retry-run',
  method: 'post',
  path: '/api/v1/runs/:id/retry',
  summary: 'Start a new run of the targets that failed in this one.',
  tag: 'Runs',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  success: 'accepted',
  response: z.object({ id: z.uuid() }),
  failures: {
    unknown_run: 'not-found',
    run_active: 'conflict',
    nothing_failed: 'conflict',
    unknown_agent: 'not-found',
    agent_unavailable: 'unavailable',
    options_not_valid: 'invalid',
    catalogue_empty: 'conflict',
    idempotency_key_malformed: 'bad-request',
    idempotency_key_reused: 'invalid',
  },
});
