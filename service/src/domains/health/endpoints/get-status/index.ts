import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const getStatus = defineEndpoint<Probes>()(contract, async (_input, probes) => {
  const problem = await probes.database();
  const measured = problem === null ? { queue: await probes.queue(), sites: await probes.sites() } : { queue: null, sites: null };
  return ok({
    version: probes.version,
    contract: 1,
    uptime_seconds: Math.round((probes.clock.now().getTime() - probes.started.getTime()) / 1000),
    stopping: probes.stopping(),
    database: { ok: problem === null, problem, version: probes.databaseVersion },
    ...measured,
    agents: probes.agents(),
  });
});
