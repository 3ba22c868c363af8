import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { actor, runRequest } from '../../contract.ts';

const wanted = runRequest.omit({ actor: true }).extend({ agent: z.string().max(64) });

export const contract = defineContract({
  id: 'start-runs',
  method: 'post',
  path: '/api/v1/agents/batch',
  summary: 'Start several runs at once, all or none.',
  tag: 'Runs',
  access: 'site',
  body: z.object({ runs: z.array(wanted).min(1).max(20), actor }),
  limit: 4 * 1024 * 1024,
  success: 'accepted',
  response: z.object({ ids: z.array(z.uuid()) }),
  failures: {
    unknown_agent: 'not-found',
    agent_unavailable: 'unavailable',
    options_not_valid: 'invalid',
    catalogue_empty: 'conflict',
    idempotency_key_malformed: 'bad-request',
    idempotency_key_reused: 'invalid',
  },
});
