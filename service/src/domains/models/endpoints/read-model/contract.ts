import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { model } from '../../contract.ts';

export const contract = defineContract({
  id: 'read-model',
  method: 'get',
  path: '/api/v1/3d/models/:id',
  summary: 'A 3D model: how far it is, its report and its files.',
  tag: '3D',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  success: 'ok',
  response: model,
  failures: { unknown_model: 'not-found' },
});
