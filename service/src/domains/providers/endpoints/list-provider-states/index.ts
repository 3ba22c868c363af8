import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { ProviderService } from '../../service.ts';
import { contract } from './contract.ts';

export const listProviderStates = defineEndpoint<ProviderService>()(contract, async ({ call }, providers) =>
  ok({ providers: await providers.states(call.siteId) }),
);
