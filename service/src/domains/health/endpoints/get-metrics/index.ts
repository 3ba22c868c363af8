import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const getMetrics = defineEndpoint<Probes>()(contract, async (_input, probes) => ok(await probes.metrics()));
