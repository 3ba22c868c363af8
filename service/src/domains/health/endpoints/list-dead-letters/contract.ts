import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'list-dead-letters',
  method: 'get',
  path: '/monitoring/dead-letters',
  summary: 'Jobs that were given up, the newest first; they stay for two weeks.',
  tag: 'Operation',
  access: 'operator',
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  success: 'ok',
  response: z.object({
    letters: z.array(
      z.object({
        id: z.uuid(),
        job: z.string(),
        /** ids only. */
        payload: z.record(z.string(), z.unknown()),
        reason: z.string(),
        at: z.iso.datetime(),
      }),
    ),
  }),
  failures: {},
});
