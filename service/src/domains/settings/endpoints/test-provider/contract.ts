import { defineContract } from '../../../../kernel/endpoint.ts';
import { providerTest, providerTestRequest } from '../../contract.ts';

export const contract = defineContract({
  id: 'test-provider',
  method: 'post',
  path: '/api/v1/settings/provider-tests',
  summary: 'Make one small call to a provider and tell how it went: cause and next step when it failed.',
  tag: 'Settings',
  access: 'site',
  body: providerTestRequest,
  limit: 1024,
  success: 'ok',
  response: providerTest,
  failures: { unknown_provider: 'invalid' },
});
