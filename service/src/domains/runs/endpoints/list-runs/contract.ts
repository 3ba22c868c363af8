import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { run, runStatus } from '../../contract.ts';

export const contract = defineContract({
  id: 'list-runs',
  method: 'get',
  path: '/api/v1/runs',
  summary: 'Runs of this site, the newest first, without their reports.',
  tag: 'Runs',
  access: 'site',
  query: z.object({
    page: z.coerce.number().int().min(1).max(1_000_000).default(1),
    per_page: z.coerce.number().int().min(1).max(100).default(20),
    status: runStatus.optional(),
    agent: z.string().max(64).optional(),
  }),
  success: 'ok',
  response: z.object({ runs: z.array(run.omit({ report: true })), total: z.int() }),
  failures: {},
});
