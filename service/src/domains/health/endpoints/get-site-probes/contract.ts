import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'get-site-probes',
  method: 'get',
  path: '/monitoring/sites',
  summary: 'Each paired site: whether its WordPress takes what is delivered, and what waits for it.',
  tag: 'Operation',
  access: 'operator',
  success: 'ok',
  response: z.object({
    ok: z.boolean(),
    sites: z.array(
      z.object({
        id: z.uuid(),
        url: z.string(),
        ok: z.boolean(),
        problem: z.string().nullable(),
        carrier: z.enum(['push', 'fetch']),
        waiting: z.int(),
        paired: z.iso.datetime(),
        last_push: z.iso.datetime().nullable(),
      }),
    ),
  }),
  failures: {},
});
