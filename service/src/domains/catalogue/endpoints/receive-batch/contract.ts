import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { catalogueBatch } from '../../contract.ts';

export const contract = defineContract({
  id: 'receive-batch',
  method: 'post',
  path: '/api/v1/catalogue/batches',
  summary: 'Take a batch of products, posts and pages into the snapshot of the catalogue.',
  tag: 'Catalogue',
  access: 'site',
  body: catalogueBatch,
  limit: 2 * 1024 * 1024,
  success: 'ok',
  response: z.object({ products: z.int(), posts: z.int() }),
  failures: {},
});
