import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { outboxPage } from '../../contract.ts';

export const contract = defineContract({
  id: 'list-messages',
  method: 'get',
  path: '/api/v1/outbox',
  summary: 'The messages that wait for this site, in order: the same that are pushed to its inbox.',
  tag: 'Outbox',
  access: 'site',
  query: z.object({ after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(50).default(50) }),
  success: 'ok',
  response: outboxPage,
  failures: {},
});
