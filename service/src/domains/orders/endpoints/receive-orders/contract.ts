import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { orderBatch } from '../../contract.ts';

export const contract = defineContract({
  id: 'receive-orders',
  method: 'post',
  path: '/api/v1/orders/batches',
  summary: 'Take a batch of orders into the snapshot.',
  tag: 'Orders',
  access: 'site',
  body: orderBatch,
  limit: 2 * 1024 * 1024,
  success: 'ok',
  response: z.object({ orders: z.int() }),
  failures: {},
});
