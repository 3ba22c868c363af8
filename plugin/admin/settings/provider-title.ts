import { __ } from '@wordpress/i18n';
import type { ProviderName } from '../../ui/api/types.ts';

/** A provider as the owner knows it. */
export const providerTitle = (name: ProviderName | 'builtin'): string =>
  ({
    builtin: __('Built-in writer (no key, no cost)', 'devskyy'),
    anthropic: 'Anthropic',
    openai: 'OpenAI',
    compatible: __('OpenAI-compatible', 'devskyy'),
  })[name];
