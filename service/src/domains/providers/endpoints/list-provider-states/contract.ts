import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { providerState } from '../../contract.ts';

export const contract = defineContract({
  id: 'list-provider-states',
  method: 'get',
  path: '/api/v1/providers/states',
  summary: 'Providers that do not write at the moment: why, since when, and what to do. Empty when all is well.',
  tag: 'Settings',
  access: 'site',
  success: 'ok',
  response: z.object({ providers: z.array(providerState) }),
  failures: {},
});
