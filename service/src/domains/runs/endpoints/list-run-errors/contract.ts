import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { runError } from '../../contract.ts';

export const contract = defineContract({
  id: 'list-run-errors',
  method: 'get',
  path: '/api/v1/runs/:id/errors',
  summary: 'What went wrong in a run, the newest first, also where a later attempt went well.',
  tag: 'Runs',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
  success: 'ok',
  response: z.object({ errors: z.array(runError) }),
  failures: { unknown_run: 'not-found' },
});
