import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'get-openapi',
  method: 'get',
  path: '/api/v1/openapi.json',
  summary: 'This description: OpenAPI 3.1, made from the schemas that validate.',
  tag: 'Operation',
  access: 'public',
  success: 'ok',
  response: z.record(z.string(), z.unknown()),
  failures: {},
});
