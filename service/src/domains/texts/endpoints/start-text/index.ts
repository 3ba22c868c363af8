import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { TextService } from '../../service.ts';
import { contract } from './contract.ts';

export const startText = defineEndpoint<{ texts: TextService }>()(contract, ({ body, call }, { texts }) => texts.start(call.siteId, body));
