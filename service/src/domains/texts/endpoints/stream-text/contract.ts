import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { textEvent } from '../../contract.ts';

export const contract = defineContract({
  id: 'stream-text',
  method: 'get',
  path: '/api/v1/texts/:id/stream',
  summary: 'The words of a text as server-sent events, straight to the browser of the person who asked for it.',
  tag: 'Texts',
  access: 'browser',
  cors: true,
  params: z.object({ id: z.uuid() }),
  query: z.object({ after: z.coerce.number().int().min(0).max(10_000_000).default(0) }),
  success: 'ok',
  stream: true,
  response: textEvent,
  failures: { unknown_text: 'not-found' },
});
