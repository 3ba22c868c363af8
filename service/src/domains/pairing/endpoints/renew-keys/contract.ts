import { defineContract } from '../../../../kernel/endpoint.ts';
import { keyAnswer, keyRequest } from '../../contract.ts';

export const contract = defineContract({
  id: 'renew-keys',
  method: 'post',
  path: '/api/v1/connection/keys',
  summary: 'Renew the keys of both sides: the new ones hold when the site first uses its own; its earlier key goes on working for a day.',
  tag: 'Connection',
  access: 'site',
  body: keyRequest,
  limit: 16 * 1024,
  success: 'ok',
  response: keyAnswer,
  failures: { invalid_key: 'bad-request' },
});
