import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { model, modelOptions } from '../../contract.ts';

export const contract = defineContract({
  id: 'process-model-again',
  method: 'post',
  path: '/api/v1/3d/models/:id/process',
  summary: 'Process a model again, with other options where given. Its files stay until the new ones are done.',
  tag: '3D',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  body: z.object({ options: modelOptions.optional() }),
  success: 'accepted',
  response: model,
  failures: { unknown_model: 'not-found', busy: 'conflict' },
});
