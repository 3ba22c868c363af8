import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { OrdersService } from '../../service.ts';
import { contract } from './contract.ts';

export const readOrdersState = defineEndpoint<{ orders: OrdersService }>()(contract, async ({ call }, { orders }) =>
  ok(await orders.state(call.siteId)),
);
