import { defineContract } from '../../../../kernel/endpoint.ts';
import { textRequest, textState } from '../../contract.ts';

export const contract = defineContract({
  id: 'start-text',
  method: 'post',
  path: '/api/v1/texts',
  summary: 'Start a text for the editor. The model begins at once; without one, what rules can do is in the answer already.',
  tag: 'Texts',
  access: 'site',
  body: textRequest,
  success: 'created',
  response: textState,
  failures: { text_not_valid: 'invalid', text_needs_model: 'conflict', too_many_texts: 'too-many' },
});
