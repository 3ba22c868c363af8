import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'drop-upload',
  method: 'delete',
  path: '/api/v1/3d/uploads/:id',
  summary: 'Drop a file that is not needed.',
  tag: '3D',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  success: 'no-content',
  response: z.null(),
  failures: {},
});
