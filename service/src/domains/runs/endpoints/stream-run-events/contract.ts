import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { runEvent } from '../../contract.ts';

export const contract = defineContract({
  id: 'stream-run-events',
  method: 'get',
  path: '/api/v1/runs/:id/events',
  summary: 'Events of one run as server-sent events until it has ended. For programs; a browser polls through the plugin.',
  tag: 'Runs',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  success: 'ok',
  stream: true,
  response: runEvent,
  failures: { unknown_run: 'not-found' },
});
