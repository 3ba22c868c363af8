import { defineContract } from '../../../../kernel/endpoint.ts';
import { modelPage, paging } from '../../../models/contract.ts';

export const contract = defineContract({
  id: 'list-avatars',
  method: 'get',
  path: '/api/v1/avatars',
  summary: 'The avatars of the site, dressed ones too, the newest first.',
  tag: '3D',
  access: 'site',
  query: paging,
  success: 'ok',
  response: modelPage,
  failures: {},
});
