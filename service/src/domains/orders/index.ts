import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import { readOrdersState } from './endpoints/read-orders-state/index.ts';
import { receiveOrders } from './endpoints/receive-orders/index.ts';
import { createOrdersService, type OrdersDeps, type OrdersService } from './service.ts';

export interface Orders {
  service: OrdersService;
  endpoints: BoundEndpoint[];
}

export function createOrders(deps: OrdersDeps): Orders {
  const service = createOrdersService(deps);
  return { service, endpoints: bindEndpoints([receiveOrders, readOrdersState], { orders: service }) };
}
