import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'get-liveness',
  method: 'get',
  path: '/health/live',
  summary: 'The process answers.',
  tag: 'Operation',
  access: 'public',
  // a browser at a paired site learns here whether it reaches the service
  cors: true,
  success: 'ok',
  response: z.object({ status: z.literal('live') }),
  failures: {},
});
