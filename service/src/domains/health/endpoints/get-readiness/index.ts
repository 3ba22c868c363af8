import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { fail, ok } from '../../../../kernel/result.ts';
import type { Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const getReadiness = defineEndpoint<Probes>()(contract, async (_input, probes) => {
  const problem = probes.stopping() ? 'The service is stopping.' : await probes.database();
  return problem === null
    ? ok({ status: 'ready' as const })
    : fail({ code: 'not_ready', message: problem, next: 'Ask again in a moment.' });
});
