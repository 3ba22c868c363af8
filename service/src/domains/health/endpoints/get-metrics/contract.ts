import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';

export const contract = defineContract({
  id: 'get-metrics',
  method: 'get',
  path: '/metrics',
  summary: "The metrics in Prometheus' text format.",
  tag: 'Operation',
  access: 'operator',
  success: 'ok',
  media: 'text/plain; version=0.0.4; charset=utf-8',
  response: z.string(),
  failures: {},
});
