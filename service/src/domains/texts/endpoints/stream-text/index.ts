import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { TextService } from '../../service.ts';
import { contract } from './contract.ts';

export const streamText = defineEndpoint<{ texts: TextService }>()(contract, ({ params, query, call }, { texts }) =>
  texts.follow(call.siteId, params.id, { user: call.user, after: query.after, signal: call.signal }),
);
