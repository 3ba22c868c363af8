import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { OrdersService } from '../../service.ts';
import { contract } from './contract.ts';

export const receiveOrders = defineEndpoint<{ orders: OrdersService }>()(contract, async ({ body, call }, { orders }) =>
  ok(await orders.receive(call.siteId, body)),
);
