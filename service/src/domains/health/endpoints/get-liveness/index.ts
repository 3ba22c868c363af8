import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import { contract } from './contract.ts';

export const getLiveness = defineEndpoint<object>()(contract, () => Promise.resolve(ok({ status: 'live' as const })));
