import { defineContract } from '../../../../kernel/endpoint.ts';
import { textOffer } from '../../contract.ts';

export const contract = defineContract({
  id: 'get-text-offer',
  method: 'get',
  path: '/api/v1/texts/offer',
  summary: 'Which model writes for the editor, or why none does and what works all the same.',
  tag: 'Texts',
  access: 'site',
  success: 'ok',
  response: textOffer,
  failures: {},
});
