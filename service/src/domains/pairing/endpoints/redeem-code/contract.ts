import { defineContract } from '../../../../kernel/endpoint.ts';
import { redeemAnswer, redeemRequest } from '../../contract.ts';

export const contract = defineContract({
  id: 'redeem-code',
  method: 'post',
  path: '/api/v1/pairing/redemptions',
  summary: 'Redeem a pairing code: the site brings the PKCE verifier and its public key, and gets the key of the service.',
  tag: 'Connection',
  access: 'public',
  body: redeemRequest,
  limit: 16 * 1024,
  success: 'ok',
  response: redeemAnswer,
  failures: {
    invalid_request: 'bad-request',
    invalid_code: 'bad-request',
    code_used: 'bad-request',
    code_expired: 'bad-request',
    already_paired: 'conflict',
  },
});
