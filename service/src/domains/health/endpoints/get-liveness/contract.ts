import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'get-liveness',
  method: 'get',
  path: '/health/live',
  summary: 'The process answers.',
  tag: 'Operation',
  access: 'public',
  success: 'ok',
  response: z.object({ status: z.literal('live') }),
  failures: {},
});
