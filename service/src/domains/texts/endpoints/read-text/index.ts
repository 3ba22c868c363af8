import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { TextService } from '../../service.ts';
import { contract } from './contract.ts';

export const readText = defineEndpoint<{ texts: TextService }>()(contract, ({ params, query, call }, { texts }) =>
  texts.read(call.siteId, params.id, query.after),
);
