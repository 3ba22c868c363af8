import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'list-sites',
  method: 'get',
  path: '/operator/sites',
  summary: 'The connected sites and since when each uses its present keys.',
  tag: 'Operation',
  access: 'operator',
  success: 'ok',
  response: z.object({
    sites: z.array(
      z.object({ id: z.uuid(), url: z.string(), name: z.string(), paired: z.iso.datetime(), keys_since: z.iso.datetime().nullable() }),
    ),
  }),
  failures: {},
});
