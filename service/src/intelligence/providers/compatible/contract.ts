import type { ProviderAbout } from '../../contract.ts';

export const about: ProviderAbout = {
  name: 'compatible',
  title: 'OpenAI-compatible',
  label: 'The model server',
  needs: 'address',
  usualModel: null,
  account: null,
  prices: null,
};
