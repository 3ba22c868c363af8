import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const probe = z.object({
  name: z.enum(['database', 'queue', 'disk']),
  ok: z.boolean(),
  problem: z.string().nullable(),
  ms: z.int(),
});

export const contract = defineContract({
  id: 'get-probes',
  method: 'get',
  path: '/monitoring/probes',
  summary: 'Each probe of the service with its verdict, as measured now.',
  tag: 'Operation',
  access: 'operator',
  success: 'ok',
  response: z.object({ ok: z.boolean(), probes: z.array(probe) }),
  failures: {},
});
