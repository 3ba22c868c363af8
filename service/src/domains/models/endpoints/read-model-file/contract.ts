import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'read-model-file',
  method: 'get',
  path: '/api/v1/3d/models/:id/files/:name',
  summary: "One of a model's files; `source` is what was uploaded.",
  tag: '3D',
  access: 'site',
  params: z.object({ id: z.uuid(), name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/) }),
  success: 'ok',
  file: true,
  response: z.unknown(),
  failures: { unknown_model: 'not-found', unknown_file: 'not-found' },
});
