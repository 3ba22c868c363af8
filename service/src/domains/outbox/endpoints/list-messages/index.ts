import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { OutboxService } from '../../service.ts';
import { contract } from './contract.ts';

export const listMessages = defineEndpoint<{ outbox: OutboxService }>()(contract, async ({ query, call }, { outbox }) =>
  ok(await outbox.page(call.siteId, query)),
);
