import { type Check, finding, others } from '../piece.ts';
import { titleKey } from '../survey.ts';

const fieldNames = { title: 'title', short_description: 'short description', description: 'description' } as const;

/** Attributes that say one thing while a text says another. */
export const contradictions: Check = ({ read }) =>
  read.contradictions.map((one) =>
    finding(
      'high',
      'contradiction',
      `“${one.label}” says ${one.attribute}, and the ${fieldNames[one.field]} says ${one.said}. One of them is wrong.`,
      { field: `attributes.${one.slug}` },
    ),
  );

/** Titles, SKUs and descriptions that another piece has as well. */
export const duplicates: Check = ({ product, survey }) => {
  const titles = (survey.byTitle.get(titleKey(product)) ?? []).filter((other) => other.id !== product.id);
  const skus = [product.sku, ...product.variations.map((variation) => variation.sku)]
    .map((sku) => sku.trim().toLowerCase())
    .filter((sku) => sku !== '');
  const ownTwice = skus.filter((sku, index) => skus.indexOf(sku) !== index && !(product.sku.trim().toLowerCase() === sku));
  const sameSku = [...new Set(skus.flatMap((sku) => survey.bySku.get(sku) ?? []).filter((other) => other.id !== product.id))];
  const sameText = (survey.sameText.get(product.id) ?? []).filter((other) => other.id !== product.id);
  return [
    ...(titles.length > 0
      ? [
          finding(
            'medium',
            'title-duplicate',
            `Another piece has the same title: ${others(titles)}. Customers cannot tell them apart in a list.`,
            { field: 'title' },
          ),
        ]
      : []),
    ...(sameSku.length > 0
      ? [finding('high', 'sku-duplicate', `The SKU is used more than once: ${others(sameSku)}.`, { field: 'sku' })]
      : []),
    ...(ownTwice.length > 0 ? [finding('high', 'sku-duplicate', `Two variations share the SKU ${ownTwice[0]}.`, { field: 'sku' })] : []),
    ...(sameText.length > 0
      ? [
          finding('medium', 'description-duplicate', `The description is nearly the same as that of ${others(sameText)}.`, {
            field: 'description',
          }),
        ]
      : []),
  ];
};

/** What the stock fields say against each other, and what customers see as sold out. */
export const stock: Check = ({ product }) => {
  const out = product.variations.filter((one) => one.stock_status === 'outofstock');
  const names = out.slice(0, 3).map((one) => Object.values(one.attributes).join(' ') || one.sku);
  const partly = out.length > 0 && out.length < product.variations.length;
  const soldOut =
    product.status === 'publish' &&
    (product.variations.length > 0 ? out.length === product.variations.length : product.stock_status === 'outofstock');
  const claims =
    product.stock_status === 'instock' && product.variations.length === 0 && product.stock_quantity !== null && product.stock_quantity <= 0;
  return [
    ...(soldOut
      ? [
          finding('medium', 'sold-out', 'The piece is published and out of stock: it can be seen and not ordered.', {
            field: 'stock_status',
          }),
        ]
      : []),
    ...(partly
      ? [
          finding(
            'low',
            'variations-sold-out',
            `${out.length} of ${product.variations.length} variations ${out.length === 1 ? 'is' : 'are'} out of stock (${names.join(', ')}${out.length > names.length ? ' …' : ''}).`,
            { field: 'stock_status' },
          ),
        ]
      : []),
    ...(claims
      ? [
          finding('medium', 'stock-contradicts', `It is shown as in stock with a quantity of ${product.stock_quantity}.`, {
            field: 'stock_quantity',
          }),
        ]
      : []),
  ];
};
