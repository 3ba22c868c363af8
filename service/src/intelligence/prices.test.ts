import { expect, test } from '@jest/globals';
import { ceilingOf } from './budget.ts';
import { ourProviders } from '../../../tests/fakes/providers.ts';
import { costOf, listPrices } from './prices.ts';

const prices = listPrices((await ourProviders()).list());

test('prices are per million tokens, a snapshot costs what its name costs, and nothing is guessed', () => {
  expect(costOf(prices.find('anthropic', 'claude-sonnet-5-5')!, { input: 1_000_000, output: 100_000 })).toBe(3);
  expect(prices.find('anthropic', 'claude-haiku-4-5-20251001')).toEqual({ input: 1, output: 5 });
  expect(prices.find('openai', 'gpt-5-2025-08-07')).toEqual({ input: 1.25, output: 10 });
  for (const [provider, model] of [
    ['openai', 'gpt-5-ultra'],
    ['openai', 'toString'],
    ['anthropic', 'gpt-5'],
    ['compatible', 'gpt-5'],
  ] as const) {
    expect(prices.find(provider, model)).toBeNull();
  }
  expect(prices.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('a longer prompt than the tariff allows costs the dearer one', () => {
  const haiku = prices.find('anthropic', 'claude-haiku-5-5')!;
  expect(costOf(haiku, { input: 100_000, output: 1000 })).toBeCloseTo(0.0105, 9);
  expect(costOf(haiku, { input: 100_001, output: 1000 })).toBeCloseTo(0.0525005, 9);
});

test('what is held before a call is never less than what it can cost', () => {
  const price = { input: 2, output: 10 };
  const request = { model: 'm', system: 'Schreibe schön.', prompt: 'x'.repeat(4000), schema: null, maxOutputTokens: 500 };
  const ceiling = ceilingOf(price, request)!;
  expect(ceiling).toBeGreaterThanOrEqual(costOf(price, { input: 4016, output: 500 }));
  expect(ceilingOf(null, request)).toBeNull();
});
