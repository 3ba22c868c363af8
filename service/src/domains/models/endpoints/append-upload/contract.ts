import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { modelUpload } from '../../contract.ts';

export const contract = defineContract({
  id: 'append-upload',
  method: 'put',
  path: '/api/v1/3d/uploads/:id',
  summary: 'The next piece of a file: its bytes, 2 MB at most.',
  tag: '3D',
  access: 'site',
  params: z.object({ id: z.uuid() }),
  query: z.object({ offset: z.coerce.number().int().min(0) }),
  bytes: true,
  body: z.instanceof(Uint8Array),
  limit: 2 * 1024 * 1024,
  success: 'ok',
  response: modelUpload,
  failures: {
    unknown_upload: 'not-found',
    upload_offset: 'conflict',
    upload_piece: 'invalid',
    unsupported_file: 'unsupported',
    storage_unavailable: 'unavailable',
    no_space: 'no-space',
  },
});
