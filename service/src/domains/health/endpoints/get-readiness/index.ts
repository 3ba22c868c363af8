import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { fail, ok } from '../../../../kernel/result.ts';
import { measure, type Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const getReadiness = defineEndpoint<Probes>()(contract, async (_input, probes) => {
  const problem = probes.stopping() ? 'The service is stopping.' : (await measure(probes)).find(({ ok: well }) => !well)?.problem;
  return problem === undefined
    ? ok({ status: 'ready' as const })
    : fail({
        code: 'not_ready',
        message: problem ?? 'A probe failed.',
        next: 'GET /monitoring/probes names each probe and what is wrong.',
      });
});
