import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { run } from '../../contract.ts';

export const contract = defineContract({
  id: 'read-run',
  method: 'get',
  path: '/api/v1/runs/:id',
  summary: 'One run with its report so far, or (`report=none`) without it.',
  tag: 'Runs',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  query: z.object({ report: z.enum(['whole', 'none']).default('whole') }),
  success: 'ok',
  response: run,
  failures: { unknown_run: 'not-found' },
});
