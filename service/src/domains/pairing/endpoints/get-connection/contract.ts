import { defineContract } from '../../../../kernel/endpoint.ts';
import { connection } from '../../contract.ts';

export const contract = defineContract({
  id: 'get-connection',
  method: 'get',
  path: '/api/v1/connection',
  summary: "The calling site's connection: versions, what waits for it, the last push.",
  tag: 'Connection',
  access: 'site',
  success: 'ok',
  response: connection,
  failures: { unknown_site: 'not-found' },
});
