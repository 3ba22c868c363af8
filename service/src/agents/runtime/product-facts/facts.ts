import type { Product } from '../../../domains/catalogue/contract.ts';
import { contradictions, type Contradiction } from './contradictions.ts';
import { factsFromText, type Source } from './from-text.ts';
import { type Fact, bareSlug, kindOf } from './kinds.ts';
import { hasTerm, ownText, plainText } from './text.ts';
import { readTitle } from './title.ts';
import type { Garment } from './vocabulary/garments.ts';

export type { Fact } from './kinds.ts';

export interface ProductFacts {
  garment: Garment | null;
  garmentSource: 'title' | 'categories' | null;
  name: string;
  facts: Fact[];
  /** where an attribute and the owner's text say different things: neither is taken for true. */
  contradictions: Contradiction[];
}

const usable = (value: string): string | null => {
  const text = plainText(value).replace(/[.;,\s]+$/, '');
  const words = text.split(' ').length;
  return text === '' || text.length > 60 || words > 9 || /https?:|[{}<>]/i.test(text) ? null : text;
};

const values = (given: readonly string[]): string[] => [...new Set(given.map(usable).filter((one): one is string => one !== null))];

const fromAttributes = (product: Product): Fact[] => {
  const slugs = new Set([...Object.keys(product.attributes), ...product.variation_attributes]);
  return [...slugs].flatMap((slug): Fact[] => {
    const choice = product.variation_attributes.includes(slug);
    const named = values(product.attributes[slug] ?? []);
    const found = named.length > 0 ? named : values(product.variations.map((variation) => variation.attributes[slug] ?? ''));
    if (found.length === 0) return [];
    const source = named.length > 0 ? `attributes.${slug}` : 'variations';
    return [{ kind: kindOf(slug), slug, label: product.attribute_names[slug] ?? bareSlug(slug), values: found, source, choice }];
  });
};

/** The owner's own texts, filler left out. */
const ownSources = (product: Product): Source[] => [
  { field: 'title', text: plainText(product.title) },
  { field: 'short_description', text: ownText(product.short_description) },
  { field: 'description', text: ownText(product.description) },
];

/** All that the product's data says of the piece, each with the field it was read from. Pure: same product, same facts. */
export const readFacts = (product: Product): ProductFacts => {
  const facts = fromAttributes(product);
  const sources = ownSources(product);
  const conflicts = contradictions(facts, sources);
  const doubtful = new Set(conflicts.map((one) => one.kind));
  const known = new Set(facts.map((fact) => fact.kind));
  const said: Fact[] = [];
  for (const one of factsFromText(sources)) {
    if (known.has(one.kind)) continue;
    known.add(one.kind);
    said.push(one);
  }
  return {
    ...readTitle(product.title, product.categories),
    facts: [...facts, ...said].filter((fact) => !doubtful.has(fact.kind)),
    contradictions: conflicts,
  };
};

/** Facts beyond what the title says: what a text would tell that a visitor has not read already. */
export const tellingFacts = (read: ProductFacts, title: string): Fact[] =>
  read.facts.filter((fact) => fact.source !== 'title' && !fact.values.every((value) => hasTerm(title, value)));
