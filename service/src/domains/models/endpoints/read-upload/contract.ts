import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { modelUpload } from '../../contract.ts';

export const contract = defineContract({
  id: 'read-upload',
  method: 'get',
  path: '/api/v1/3d/uploads/:id',
  summary: 'How much of a file is here.',
  tag: '3D',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  success: 'ok',
  response: modelUpload,
  failures: { unknown_upload: 'not-found' },
});
