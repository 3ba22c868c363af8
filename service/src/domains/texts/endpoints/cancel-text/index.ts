import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { TextService } from '../../service.ts';
import { contract } from './contract.ts';

export const cancelText = defineEndpoint<{ texts: TextService }>()(contract, ({ params, call }, { texts }) =>
  texts.cancel(call.siteId, params.id),
);
