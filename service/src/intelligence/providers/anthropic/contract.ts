import type { ProviderAbout } from '../../contract.ts';

export const about: ProviderAbout = {
  name: 'anthropic',
  title: 'Anthropic',
  label: 'Anthropic',
  needs: 'key',
  usualModel: 'claude-sonnet-5-5',
  account: 'https://platform.claude.com/settings/billing',
  prices: {
    asOf: '2026-10-24',
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    models: {
      'claude-fable-5-1': { input: 10, output: 50 },
      'claude-opus-5-5': { input: 4, output: 20 },
      'claude-opus-5': { input: 5, output: 25 },
      'claude-opus-4-6': { input: 5, output: 25 },
      'claude-opus-4-5': { input: 5, output: 25 },
      'claude-sonnet-5-5': { input: 2, output: 10 },
      'claude-sonnet-5': { input: 2, output: 10 },
      'claude-sonnet-4-6': { input: 3, output: 15 },
      'claude-sonnet-4-5': { input: 3, output: 15 },
      'claude-haiku-5-5': { input: 0.1, output: 0.5, long: { above: 100_000, input: 0.5, output: 2.5 } },
      'claude-haiku-4-5': { input: 1, output: 5 },
    },
  },
};
