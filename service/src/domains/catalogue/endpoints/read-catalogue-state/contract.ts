import { defineContract } from '../../../../kernel/endpoint.ts';
import { catalogueState } from '../../contract.ts';

export const contract = defineContract({
  id: 'read-catalogue-state',
  method: 'get',
  path: '/api/v1/catalogue/state',
  summary: 'How many products the snapshot holds, and since when.',
  tag: 'Catalogue',
  access: 'site',
  success: 'ok',
  response: catalogueState,
  failures: {},
});
