import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { textState } from '../../contract.ts';

export const contract = defineContract({
  id: 'read-text',
  method: 'get',
  path: '/api/v1/texts/:id',
  summary: 'A text of the editor as far as it has come, from `after` on. Kept for a day.',
  tag: 'Texts',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  query: z.object({ after: z.coerce.number().int().min(0).max(10_000_000).default(0) }),
  success: 'ok',
  response: textState,
  failures: { unknown_text: 'not-found' },
});
