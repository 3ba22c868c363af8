import { z } from 'zod';
import { defineContract } from '../../../../kernel/endpoint.ts';
import { probe } from '../get-probes/contract.ts';

export const contract = defineContract({
  id: 'get-status',
  method: 'get',
  path: '/status',
  summary: 'Version, uptime, database, queue, paired sites and agents, as measured now.',
  tag: 'Operation',
  access: 'operator',
  success: 'ok',
  response: z.object({
    version: z.string(),
    contract: z.int(),
    uptime_seconds: z.number(),
    stopping: z.boolean(),
    database: z.object({ ok: z.boolean(), problem: z.string().nullable(), version: z.string() }),
    probes: z.array(probe),
    queue: z.record(z.string(), z.object({ queued: z.int(), active: z.int(), failed: z.int() })).nullable(),
    sites: z.int().nullable(),
    /** providers that may not be called at the moment: `doors` counts models of sites. Empty when all is well. */
    providers: z.array(z.object({ provider: z.string(), state: z.string(), doors: z.int() })),
    agents: z.array(z.object({ name: z.string(), available: z.boolean(), reason: z.string().nullable() })),
  }),
  failures: {},
});
