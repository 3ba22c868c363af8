import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import { measure, type Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const getProbes = defineEndpoint<Probes>()(contract, async (_input, all) => {
  const probes = await measure(all);
  return ok({ ok: probes.every((probe) => probe.ok), probes });
});
