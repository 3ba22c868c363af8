/** US dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
  /** a higher tariff for prompts of more tokens than `above`. */
  long?: { above: number; input: number; output: number };
}

export interface Usage {
  input: number;
  output: number;
}

export interface PriceTable {
  /** the day on which every row was last compared with the providers' lists. */
  asOf: string;
  sources: readonly string[];
  /** null: no price is known; tokens are then counted and money is not. */
  find(provider: string, model: string): Price | null;
}

/**
 * Public list prices, standard tier, without caching or batch discounts (they would only make a call cheaper).
 * A model that is not in these lists has no known price; nothing is guessed from a similar name.
 */
const lists: Record<string, Record<string, Price>> = {
  anthropic: {
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
  // prompts over 272,000 tokens cost more at OpenAI; the writer refuses prompts of that size (budget.ts, maxPromptBytes)
  openai: {
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
};

export const listPrices: PriceTable = {
  asOf: '2026-10-24',
  sources: ['https://platform.claude.com/docs/en/about-claude/pricing', 'https://developers.openai.com/api/docs/pricing'],
  find: (provider, model) => {
    const list = lists[provider];
    // a dated snapshot (gpt-5-2025-08-07, claude-haiku-4-5-20251001) costs what its name costs
    const name = model.replace(/-(\d{8}|\d{4}-\d{2}-\d{2})$/, '');
    return list && Object.hasOwn(list, name) ? list[name]! : null;
  },
};

/** Dollars for the tokens used. */
export function costOf(price: Price, usage: Usage): number {
  const tariff = price.long && usage.input > price.long.above ? price.long : price;
  return (usage.input * tariff.input + usage.output * tariff.output) / 1_000_000;
}
