import type { Product } from '../../../domains/catalogue/contract.ts';
import { findTerms, hasTerm, isPlaceholder, plainText } from './text.ts';
import { careTerms } from './vocabulary/care.ts';
import { colourTerms } from './vocabulary/colours.ts';
import { originOf, originTerms, origins } from './vocabulary/origins.ts';
import { materialTerms } from './vocabulary/materials.ts';
import { claimTerms, fitTerms, lengthTerms, sizeTerms } from './vocabulary/shapes.ts';

export interface UnsupportedTerm {
  list: 'material' | 'colour' | 'origin' | 'care' | 'fit' | 'length' | 'size' | 'claim' | 'number';
  term: string;
}

const lists: readonly [UnsupportedTerm['list'], readonly string[]][] = [
  ['material', materialTerms],
  ['colour', colourTerms],
  ['origin', originTerms],
  ['care', careTerms],
  ['fit', fitTerms],
  ['length', lengthTerms],
  ['size', sizeTerms],
  ['claim', claimTerms],
];

/** Everything that the product's data says, as one text: names, values, the owner's own words; filler left out. */
export const dataText = (product: Product): string =>
  [
    product.title,
    product.short_description,
    product.description,
    product.seo_title,
    product.seo_description,
    ...product.tags,
    ...product.categories,
    ...Object.keys(product.attributes),
    ...Object.values(product.attribute_names),
    ...Object.values(product.attributes).flat(),
    ...product.variations.flatMap((variation) => Object.values(variation.attributes)),
    ...product.images.map((image) => image.alt),
  ]
    .filter((text) => !isPlaceholder(text))
    .map(plainText)
    .join('\n');

const sameOrigin = (data: string, term: string): boolean => {
  const country = originOf(term);
  return country !== null && (origins[country] ?? []).some((other) => hasTerm(data, other));
};

const general = new Set(['fit', 'sleeve', 'sleeves', 'leg', 'length', 'cut', 'rise', 'only']);

/** "regular fit" is said by "Fit: Regular": the words that carry the meaning must stand in the data. */
const inParts = (data: string, term: string): boolean => {
  const words = term.split(/[ -]/).filter((word) => !general.has(word));
  return term.split(/[ -]/).some((word) => general.has(word)) && words.length > 0 && words.every((word) => hasTerm(data, word));
};

const supported = (data: string, list: UnsupportedTerm['list'], term: string): boolean =>
  hasTerm(data, term) || (list === 'origin' && sameOrigin(data, term)) || ((list === 'fit' || list === 'length') && inParts(data, term));

const numbers = (text: string): string[] => text.match(/\d+(?:[.,]\d+)?/g) ?? [];

/**
 * Terms of the closed lists (material, colour, origin, care, fit, length, size, praise) and numbers that stand in the text
 * and nowhere in the data. An empty answer means: nothing was invented, as far as the lists reach.
 */
export const unsupportedTerms = (text: string, data: string): UnsupportedTerm[] => {
  const plain = plainText(text);
  const found = lists.flatMap(([list, terms]) => findTerms(plain, terms).map((hit) => ({ list, term: hit.term })));
  const known = new Set(numbers(data));
  const counted = numbers(plain).map((term): UnsupportedTerm => ({ list: 'number', term }));
  return [...found, ...counted].filter((hit) => (hit.list === 'number' ? !known.has(hit.term) : !supported(data, hit.list, hit.term)));
};
