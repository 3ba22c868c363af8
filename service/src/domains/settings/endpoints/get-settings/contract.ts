import { defineContract } from '../../../../kernel/endpoint.ts';
import { settings } from '../../contract.ts';

export const contract = defineContract({
  id: 'get-settings',
  method: 'get',
  path: '/api/v1/settings',
  summary: 'The settings of the calling site; of a provider key only its last four characters.',
  tag: 'Settings',
  access: 'site',
  success: 'ok',
  response: settings,
  failures: {},
});
