import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { inboxAnswer } from '../../contract.ts';

export const contract = defineContract({
  id: 'acknowledge-messages',
  method: 'post',
  path: '/api/v1/outbox/acknowledgements',
  summary: 'Say which messages the site has stored, had already, or refuses. Again is harmless.',
  tag: 'Outbox',
  access: 'site',
  body: inboxAnswer,
  success: 'ok',
  response: z.object({ acknowledged: z.int(), waiting: z.int() }),
  failures: {},
});
