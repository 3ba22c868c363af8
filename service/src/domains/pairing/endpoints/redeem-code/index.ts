import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { Pairing } from '../../pairing.service.ts';
import { contract } from './contract.ts';

export const redeemCode = defineEndpoint<{ pairing: Pairing }>()(contract, ({ body }, { pairing }) => pairing.redeem(body));
