import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { TextService } from '../../service.ts';
import { contract } from './contract.ts';

export const getTextOffer = defineEndpoint<{ texts: TextService }>()(contract, async ({ call }, { texts }) =>
  ok(await texts.offer(call.siteId)),
);
