import { defineContract } from '../../../../kernel/endpoint.ts';
import { spendToday } from '../../contract.ts';

export const contract = defineContract({
  id: 'get-spend',
  method: 'get',
  path: '/api/v1/spend',
  summary: "What model calls cost today (the site's own day), the cap, and the last calls.",
  tag: 'Spend',
  access: 'site',
  success: 'ok',
  response: spendToday,
  failures: {},
});
