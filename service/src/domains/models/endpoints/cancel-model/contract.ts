import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { model } from '../../contract.ts';

export const contract = defineContract({
  id: 'cancel-model',
  method: 'post',
  path: '/api/v1/3d/models/:id/cancel',
  summary: 'Stop the processing of a model.',
  tag: '3D',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  success: 'ok',
  response: model,
  failures: { unknown_model: 'not-found', not_running: 'conflict' },
});
