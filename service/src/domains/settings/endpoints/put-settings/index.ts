import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { SettingsService } from '../../settings.service.ts';
import { contract } from './contract.ts';

export const putSettings = defineEndpoint<SettingsService>()(contract, ({ body, call }, settings) => settings.change(call.siteId, body));
