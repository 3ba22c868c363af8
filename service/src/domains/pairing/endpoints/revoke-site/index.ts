import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { Pairing } from '../../pairing.service.ts';
import { contract } from './contract.ts';

export const revokeSite = defineEndpoint<{ pairing: Pairing }>()(contract, async ({ params }, { pairing }) => {
  await pairing.revoke(params.id, 'operator');
  return ok(null);
});
