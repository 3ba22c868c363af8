import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { SettingsService } from '../../settings.service.ts';
import { contract } from './contract.ts';

export const testProvider = defineEndpoint<SettingsService>()(contract, async ({ body, call }, settings) =>
  ok(await settings.test(call.siteId, body.provider, call.signal)),
);
