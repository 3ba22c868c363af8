import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { SettingsService } from '../../settings.service.ts';
import { contract } from './contract.ts';

export const getSettings = defineEndpoint<SettingsService>()(contract, async ({ call }, settings) => ok(await settings.get(call.siteId)));
