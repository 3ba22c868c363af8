import { defineContract } from '../../../../kernel/endpoint.ts';
import { ordersState } from '../../contract.ts';

export const contract = defineContract({
  id: 'read-orders-state',
  method: 'get',
  path: '/api/v1/orders/state',
  summary: 'How many orders the snapshot holds, of which period, and since when.',
  tag: 'Orders',
  access: 'site',
  success: 'ok',
  response: ordersState,
  failures: {},
});
