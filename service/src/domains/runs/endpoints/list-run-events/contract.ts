import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { runEvent } from '../../contract.ts';

export const contract = defineContract({
  id: 'list-run-events',
  method: 'get',
  path: '/api/v1/runs/events',
  summary: 'Events of all runs after a number; without one none, and the number of the newest.',
  tag: 'Runs',
  access: 'site',
  query: z.object({ after: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(500).default(200) }),
  success: 'ok',
  response: z.object({ events: z.array(runEvent), next: z.int() }),
  failures: {},
});
