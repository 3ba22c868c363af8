import { defineContract } from '../../../../kernel/endpoint.ts';
import { modelPage, paging } from '../../contract.ts';

export const contract = defineContract({
  id: 'list-models',
  method: 'get',
  path: '/api/v1/3d/models',
  summary: 'The 3D models of the site, the newest first.',
  tag: '3D',
  access: 'site',
  query: paging,
  success: 'ok',
  response: modelPage,
  failures: {},
});
