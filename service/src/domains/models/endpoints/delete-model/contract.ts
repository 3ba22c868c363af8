import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'delete-model',
  method: 'delete',
  path: '/api/v1/3d/models/:id',
  summary: 'Delete a model with all that is kept of it.',
  tag: '3D',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  success: 'no-content',
  response: z.null(),
  failures: { unknown_model: 'not-found' },
});
