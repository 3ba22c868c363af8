import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import { measure, type Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const getStatus = defineEndpoint<Probes>()(contract, async (_input, all) => {
  const probes = await measure(all);
  const problem = (name: string): string | null => probes.find((probe) => probe.name === name)?.problem ?? null;
  const answers = problem('database') === null;
  return ok({
    version: all.version,
    contract: 1,
    uptime_seconds: Math.round((all.clock.now().getTime() - all.started.getTime()) / 1000),
    stopping: all.stopping(),
    database: { ok: answers, problem: problem('database'), version: all.databaseVersion },
    probes,
    queue: answers && problem('queue') === null ? await all.queue.counts() : null,
    sites: answers ? (await all.sites()).length : null,
    providers: all.providers(),
    agents: all.agents(),
  });
});
