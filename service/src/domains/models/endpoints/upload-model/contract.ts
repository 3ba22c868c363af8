import { defineContract } from '../../../../kernel/endpoint.ts';
import { model, modelRequest } from '../../contract.ts';

export const contract = defineContract({
  id: 'upload-model',
  method: 'post',
  path: '/api/v1/3d/models/upload',
  summary: 'Make a 3D model of a complete upload, or of the file of a form; it is processed in the background.',
  tag: '3D',
  access: 'site',
  form: true,
  body: modelRequest,
  success: 'accepted',
  response: model,
  failures: {
    no_file: 'bad-request',
    unknown_upload: 'not-found',
    upload_incomplete: 'conflict',
    upload_damaged: 'invalid',
    file_damaged: 'invalid',
    unsupported_file: 'unsupported',
    too_large: 'too-large',
    quota_exceeded: 'conflict',
    storage_unavailable: 'unavailable',
    no_space: 'no-space',
    unknown_model: 'not-found',
  },
});
