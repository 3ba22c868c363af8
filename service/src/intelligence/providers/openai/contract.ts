import type { ProviderAbout } from '../../contract.ts';

export const about: ProviderAbout = {
  name: 'openai',
  title: 'OpenAI',
  label: 'OpenAI',
  needs: 'key',
  usualModel: 'gpt-6.1-terra',
  account: 'https://platform.openai.com/settings/organization/billing',
  prices: {
    asOf: '2026-10-24',
    source: 'https://developers.openai.com/api/docs/pricing',
    // prompts over 272,000 tokens cost more; the writer refuses prompts of that size (budget.ts, maxPromptBytes)
    models: {
      'gpt-6-astra': { input: 10, output: 50 },
      'gpt-6-sol': { input: 2, output: 10 },
      'gpt-6.1-sol': { input: 2, output: 10 },
      'gpt-6.1-terra': { input: 1, output: 5 },
      'gpt-6-luna': { input: 0.1, output: 0.5 },
      'gpt-5.6-terra': { input: 2, output: 12 },
      'gpt-5.6-luna': { input: 0.2, output: 1.2 },
      'gpt-5.5': { input: 5, output: 30 },
      'gpt-5.4': { input: 2.5, output: 15 },
      'gpt-5.4-mini': { input: 0.75, output: 4.5 },
      'gpt-5.2': { input: 1.75, output: 14 },
      'gpt-5.1': { input: 1.25, output: 10 },
      'gpt-5': { input: 1.25, output: 10 },
      'gpt-5-mini': { input: 0.25, output: 2 },
      'gpt-5-nano': { input: 0.05, output: 0.4 },
      'gpt-4.1': { input: 2, output: 8 },
      'gpt-4.1-mini': { input: 0.4, output: 1.6 },
      'gpt-4.1-nano': { input: 0.1, output: 0.4 },
      'gpt-4o': { input: 2.5, output: 10 },
      'gpt-4o-mini': { input: 0.15, output: 0.6 },
    },
  },
};
