import { defineContract } from '../../../../kernel/endpoint.ts';
import { advancedStatus } from '../../contract.ts';

export const contract = defineContract({
  id: 'get-advanced-status',
  method: 'get',
  path: '/api/v1/system/advanced-status',
  summary: '3D processing as measured now: queue, storage, child processes, renderer, the last durations.',
  tag: 'Operation',
  access: 'operator',
  success: 'ok',
  response: advancedStatus,
  failures: {},
});
