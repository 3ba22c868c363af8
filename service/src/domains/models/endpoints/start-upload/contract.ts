import { defineContract } from '../../../../kernel/endpoint.ts';
import { modelUpload, uploadRequest } from '../../contract.ts';

export const contract = defineContract({
  id: 'start-upload',
  method: 'post',
  path: '/api/v1/3d/uploads',
  summary: 'Announce a file that comes in pieces. The same announcement again answers how much of it is here.',
  tag: '3D',
  access: 'site',
  body: uploadRequest,
  success: 'created',
  response: modelUpload,
  failures: { unsupported_file: 'unsupported', too_large: 'too-large', quota_exceeded: 'conflict', no_space: 'no-space' },
});
