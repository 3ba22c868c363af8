import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { fail, ok } from '../../../../kernel/result.ts';
import type { Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const reviveDeadLetter = defineEndpoint<Probes>()(contract, async ({ params }, { queue }) =>
  (await queue.revive(params.id))
    ? ok(null)
    : fail({
        code: 'unknown_letter',
        message: `There is no dead letter ${params.id}.`,
        next: 'GET /monitoring/dead-letters lists those there are.',
      }),
);
