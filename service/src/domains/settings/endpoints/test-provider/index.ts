import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { SettingsService } from '../../settings.service.ts';
import { contract } from './contract.ts';

export const testProvider = defineEndpoint<SettingsService>()(contract, ({ body, call }, settings) =>
  settings.test(call.siteId, body.provider, call.signal),
);
