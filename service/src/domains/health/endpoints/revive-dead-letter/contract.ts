import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'revive-dead-letter',
  method: 'post',
  path: '/monitoring/dead-letters/:id/retries',
  summary: 'Put a job that was given up back to work. Repeating a job that has had its effect changes nothing.',
  tag: 'Operation',
  access: 'operator',
  params: z.object({ id: z.uuid() }),
  success: 'no-content',
  response: z.null(),
  failures: { unknown_letter: 'not-found' },
});
