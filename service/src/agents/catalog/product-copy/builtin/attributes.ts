import type { Product } from '../../../../domains/catalogue/contract.ts';
import { type FactKind, kindOf } from '../../../runtime/product-facts/kinds.ts';
import type { Piece } from './piece.ts';

/** The slug under which this shop keeps that kind of fact: this product's own empty one, else the catalogue's most used, else a plain one. */
const slugFor = (kind: FactKind, product: Product, catalogue: readonly Product[], language: string): string => {
  const own = Object.keys(product.attributes).find((slug) => kindOf(slug) === kind);
  if (own) return own;
  const counts = new Map<string, number>();
  for (const other of catalogue)
    for (const slug of Object.keys(other.attributes)) if (kindOf(slug) === kind) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  const usual = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
  return usual ?? (kind === 'colour' && /^en[_-]us$/i.test(language) ? 'color' : kind);
};

/** Attributes that the owner's own texts state and no attribute holds yet. An attribute that makes variations is never touched. */
export const attributesFromTexts = (
  piece: Piece,
  product: Product,
  catalogue: readonly Product[],
  language: string,
): { slug: string; values: string[] }[] =>
  piece.read.facts
    .filter((fact) => fact.slug === null)
    .map((fact) => ({ slug: slugFor(fact.kind, product, catalogue, language), values: fact.values }))
    .filter(
      ({ slug }) =>
        !product.variation_attributes.includes(slug) && (product.attributes[slug] ?? []).length === 0 && /^[a-z0-9_-]{1,64}$/.test(slug),
    );
