import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { OutboxService } from '../../service.ts';
import { contract } from './contract.ts';

export const acknowledgeMessages = defineEndpoint<{ outbox: OutboxService }>()(contract, async ({ body, call }, { outbox }) =>
  ok(await outbox.acknowledge(call.siteId, body)),
);
