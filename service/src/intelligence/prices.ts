import type { Price, ProviderAbout } from './contract.ts';

export interface Usage {
  input: number;
  output: number;
}

export interface PriceTable {
  /** the day on which every row was compared with the providers' lists; of several the earliest. */
  asOf: string;
  sources: readonly string[];
  /** null: no price is known; tokens are then counted and money is not. */
  find(provider: string, model: string): Price | null;
}

/** The providers' own lists. A model that is not in its provider's has no known price; nothing is guessed from a similar name. */
export function listPrices(providers: readonly ProviderAbout[]): PriceTable {
  const lists = new Map(providers.flatMap(({ name, prices }) => (prices ? [[name, prices] as const] : [])));
  const all = [...lists.values()];
  return {
    asOf: all.map(({ asOf }) => asOf).sort()[0] ?? '',
    sources: all.map(({ source }) => source),
    find: (provider, model) => {
      const models = lists.get(provider)?.models;
      // a dated snapshot (gpt-5-2025-08-07, claude-haiku-4-5-20251001) costs what its name costs
      const name = model.replace(/-(\d{8}|\d{4}-\d{2}-\d{2})$/, '');
      return models && Object.hasOwn(models, name) ? models[name]! : null;
    },
  };
}

/** Dollars for the tokens used. */
export function costOf(price: Price, usage: Usage): number {
  const tariff = price.long && usage.input > price.long.above ? price.long : price;
  return (usage.input * tariff.input + usage.output * tariff.output) / 1_000_000;
}
