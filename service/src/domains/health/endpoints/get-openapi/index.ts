import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const getOpenApi = defineEndpoint<Probes>()(contract, (_input, probes) => Promise.resolve(ok(probes.openApi())));
