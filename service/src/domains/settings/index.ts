import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import { getSettings } from './endpoints/get-settings/index.ts';
import { putSettings } from './endpoints/put-settings/index.ts';
import { testProvider } from './endpoints/test-provider/index.ts';
import { createSettingsService, type SettingsDeps, type SettingsService } from './settings.service.ts';

/** Settings of a site, and their endpoints. */
export function createSettings(deps: SettingsDeps): SettingsService & { endpoints: BoundEndpoint[] } {
  const service = createSettingsService(deps);
  return { ...service, endpoints: bindEndpoints([getSettings, putSettings, testProvider], service) };
}
