import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'get-readiness',
  method: 'get',
  path: '/health/ready',
  summary: 'The service can take work: database, queue and disk are well and it is not stopping.',
  tag: 'Operation',
  access: 'operator',
  success: 'ok',
  response: z.object({ status: z.literal('ready') }),
  failures: { not_ready: 'unavailable' },
});
