import type { Product } from '../../../domains/catalogue/contract.ts';
import { sequences } from '../../runtime/product-facts/overlap.ts';
import { ownText, plainText } from '../../runtime/product-facts/text.ts';
import { spread, type Spread } from './robust.ts';

/** What can only be known from the whole catalogue. Read once per snapshot. */
export interface Survey {
  byTitle: ReadonlyMap<string, readonly Product[]>;
  bySku: ReadonlyMap<string, readonly Product[]>;
  /** product id → pieces whose description is nearly the same. */
  sameText: ReadonlyMap<number, readonly Product[]>;
  /** category → how prices are spread in it. */
  prices: ReadonlyMap<string, Spread>;
}

const nearlySame = 0.8;
/** Shorter texts are alike by chance. */
const leastSequences = 10;
/** A sequence that so many texts share says nothing about two of them. */
const mostSharers = 50;

export const titleKey = (product: Product): string => plainText(product.title).toLowerCase();

const group = (entries: readonly (readonly [string, Product])[]): Map<string, Product[]> => {
  const groups = new Map<string, Product[]>();
  for (const [key, product] of entries) if (key !== '') groups.set(key, [...(groups.get(key) ?? []), product]);
  return groups;
};

/** Every SKU of a product and of its variations, each once. */
const skusOf = (product: Product): string[] =>
  [product.sku, ...product.variations.map((variation) => variation.sku)].map((sku) => sku.trim().toLowerCase());

const pairsOfTexts = (products: readonly Product[]): Map<number, Product[]> => {
  const texts = products
    .map((product) => ({ product, words: sequences(ownText(product.description), '', 'keep') }))
    .filter((text) => text.words.size >= leastSequences);
  const sharers = new Map<string, number[]>();
  texts.forEach((text, place) => {
    for (const word of text.words) {
      const known = sharers.get(word);
      if (known) known.push(place);
      else sharers.set(word, [place]);
    }
  });
  const found = new Map<number, Product[]>();
  texts.forEach((text, place) => {
    const shared = new Map<number, number>();
    for (const word of text.words) {
      const all = sharers.get(word) ?? [];
      const telling = all.length <= mostSharers ? all.filter((other) => other !== place) : [];
      for (const other of telling) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    const same = [...shared].flatMap(([other, count]) => {
      const twin = texts[other];
      return twin && count / Math.min(text.words.size, twin.words.size) >= nearlySame ? [twin.product] : [];
    });
    if (same.length > 0) found.set(text.product.id, same);
  });
  return found;
};

const pricesByCategory = (products: readonly Product[]): Map<string, Spread> => {
  const groups = group(products.flatMap((product) => product.categories.map((category): [string, Product] => [category, product])));
  return new Map(
    [...groups].flatMap(([category, members]): [string, Spread][] => {
      const measured = spread(members.map((member) => Number(member.price ?? 0)).filter((price) => price > 0));
      return measured ? [[category, measured]] : [];
    }),
  );
};

const survey = (products: readonly Product[]): Survey => ({
  byTitle: group(products.map((product) => [titleKey(product), product])),
  bySku: group(products.flatMap((product) => skusOf(product).map((sku): [string, Product] => [sku, product]))),
  sameText: pairsOfTexts(products),
  prices: pricesByCategory(products),
});

/** Keeps one survey per snapshot, for as long as the run keeps the snapshot. */
export const surveyor = (): ((products: readonly Product[]) => Survey) => {
  const kept = new WeakMap<readonly Product[], Survey>();
  return (products) => {
    const known = kept.get(products) ?? survey(products);
    kept.set(products, known);
    return known;
  };
};
