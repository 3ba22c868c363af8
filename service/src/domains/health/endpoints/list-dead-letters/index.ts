import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const listDeadLetters = defineEndpoint<Probes>()(contract, async ({ query }, { queue }) => {
  const letters = await queue.deadLetters(query.limit);
  return ok({ letters: letters.map((letter) => ({ ...letter, at: letter.at.toISOString() })) });
});
