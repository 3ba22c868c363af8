import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { run } from '../../contract.ts';

export const contract = defineContract({
  id: 'cancel-run',
  method: 'post',
  path: '/api/v1/runs/:id/cancel',
  summary: 'Stop a run: what is not worked yet is skipped, what was proposed stays. Again is harmless.',
  tag: 'Runs',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  success: 'ok',
  response: run,
  failures: { unknown_run: 'not-found', run_ended: 'conflict' },
});
