import type { Product } from '../../../../domains/catalogue/contract.ts';
import { type Check, finding, money } from '../piece.ts';
import { isOutlier } from '../robust.ts';

interface Priced {
  name: string;
  regular: number | null;
  sale: number | null;
}

const number = (value: string | null): number | null => (value === null ? null : Number(value));

const pricedParts = (product: Product): Priced[] =>
  product.variations.length > 0
    ? product.variations.map((one) => ({
        name: `The variation ${one.sku || Object.values(one.attributes).join(', ')}`,
        regular: number(one.regular_price),
        sale: number(one.sale_price),
      }))
    : [{ name: 'The piece', regular: number(product.regular_price), sale: number(product.sale_price) }];

const few = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

const missing: Check = ({ product }) => {
  if (product.type === 'grouped') return [];
  const without = pricedParts(product).filter((one) => one.regular === null);
  if (without.length === 0) return [];
  const all = without.length === pricedParts(product).length;
  return [
    finding(
      'high',
      'price-missing',
      `${few(without.map((one) => one.name))} ${without.length === 1 ? 'has' : 'have'} no price${all ? ', so nobody can order it' : ''}.`,
      { field: 'regular_price' },
    ),
  ];
};

const zero: Check = ({ product }) => {
  const free = pricedParts(product).filter((one) => one.regular === 0);
  return free.length > 0
    ? [
        finding('high', 'price-zero', `${few(free.map((one) => one.name))} ${free.length === 1 ? 'is' : 'are'} priced at 0.`, {
          field: 'regular_price',
        }),
      ]
    : [];
};

const sale: Check = ({ product }) => {
  const wrong = pricedParts(product).filter((one) => one.sale !== null && one.regular !== null && one.sale >= one.regular);
  const first = wrong[0];
  if (!first) return [];
  const values = `${money(first.sale ?? 0, product)} against ${money(first.regular ?? 0, product)}`;
  return [
    finding(
      'medium',
      'sale-not-lower',
      `${few(wrong.map((one) => one.name))} ${wrong.length === 1 ? 'has' : 'have'} a sale price that is not below the regular one (${values}).`,
      { field: 'sale_price' },
    ),
  ];
};

const outlier: Check = ({ product, survey }) => {
  const price = number(product.price);
  if (price === null || price <= 0) return [];
  const known = product.categories.flatMap((category) => {
    const spread = survey.prices.get(category);
    return spread ? [{ category, spread }] : [];
  });
  const closest = known.sort((a, b) => a.spread.count - b.spread.count)[0];
  if (!closest || !isOutlier(price, closest.spread)) return [];
  const { category, spread } = closest;
  const times = price > spread.median ? `${(price / spread.median).toFixed(1)} times` : `${Math.round((price / spread.median) * 100)} % of`;
  return [
    finding(
      'medium',
      'price-unusual',
      `${money(price, product)} is ${times} the median of ${money(spread.median, product)} in “${category}” (${spread.count} prices). Is a digit wrong?`,
      { field: 'regular_price' },
    ),
  ];
};

/** Prices: missing, zero, a sale that is none, and those far from what is usual in the category. */
export const prices: Check = (piece) => [...missing(piece), ...zero(piece), ...sale(piece), ...outlier(piece)];
