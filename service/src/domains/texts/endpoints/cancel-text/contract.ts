import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { textState } from '../../contract.ts';

export const contract = defineContract({
  id: 'cancel-text',
  method: 'post',
  path: '/api/v1/texts/:id/cancel',
  summary: 'Stop a text; its words so far stay. A text that has ended stays as it is.',
  tag: 'Texts',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  success: 'ok',
  response: textState,
  failures: { unknown_text: 'not-found' },
});
