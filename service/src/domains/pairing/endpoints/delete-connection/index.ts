import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { Pairing } from '../../pairing.service.ts';
import { contract } from './contract.ts';

export const deleteConnection = defineEndpoint<{ pairing: Pairing }>()(contract, async ({ call }, { pairing }) => {
  await pairing.revoke(call.siteId);
  return ok(null);
});
