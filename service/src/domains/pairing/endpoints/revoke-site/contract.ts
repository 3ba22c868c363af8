import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'revoke-site',
  method: 'delete',
  path: '/operator/sites/:id',
  summary: 'End the connection of a site: its keys stop working at once. A site that is gone already is no error (RFC 7009).',
  tag: 'Operation',
  access: 'operator',
  params: z.object({ id: z.uuid() }),
  success: 'no-content',
  response: z.null(),
  failures: {},
});
