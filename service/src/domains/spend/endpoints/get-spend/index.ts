import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { SpendService } from '../../spend.service.ts';
import { contract } from './contract.ts';

export const getSpend = defineEndpoint<SpendService>()(contract, async ({ call }, spend) => ok(await spend.today(call.siteId)));
