import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'delete-connection',
  method: 'delete',
  path: '/api/v1/connection',
  summary: 'End the connection of the calling site: its key stops working at once.',
  tag: 'Connection',
  access: 'site',
  success: 'no-content',
  response: z.null(),
  failures: {},
});
