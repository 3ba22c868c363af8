import { defineContract } from '../../../../kernel/endpoint.ts';
import { settings, settingsChange } from '../../contract.ts';

export const contract = defineContract({
  id: 'put-settings',
  method: 'put',
  path: '/api/v1/settings',
  summary: 'Change any part of the settings; all of it or nothing. A key is written here and never read again.',
  tag: 'Settings',
  access: 'site',
  body: settingsChange,
  limit: 64 * 1024,
  success: 'ok',
  response: settings,
  failures: {
    cap_first: 'conflict',
    cap_in_use: 'conflict',
    key_again: 'conflict',
    key_not_valid: 'invalid',
    base_url_first: 'invalid',
    base_url_refused: 'invalid',
    model_missing: 'invalid',
    fallback_same: 'invalid',
    unknown_provider: 'invalid',
  },
});
