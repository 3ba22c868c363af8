import type { Product } from '../../../domains/catalogue/contract.ts';
import type { Finding } from '../../../domains/runs/contract.ts';
import { type ProductFacts, tellingFacts } from '../../runtime/product-facts/facts.ts';
import type { Survey } from './survey.ts';

/** What each check looks at. */
export interface Piece {
  product: Product;
  read: ProductFacts;
  survey: Survey;
}

export type Check = (piece: Piece) => Finding[];

/** The agent that mends texts; the owner starts it from the report. */
const mender = 'product-copy';

/** The run that mends a field; null where the data gives a writer too little, or the owner wants no agent to touch the piece. */
export const mend = (piece: Piece, fields: string[], facts = 1): Finding['fix'] =>
  !piece.product.hands_off && piece.read.garment !== null && tellingFacts(piece.read, piece.product.title).length >= facts
    ? { agent: mender, fields }
    : null;

/** The same for what is there and must be rewritten. A text that contradicts an attribute is the owner's to settle first. */
export const rewrite = (piece: Piece, field: string, facts = 1): Finding['fix'] => {
  const fix = piece.read.contradictions.some((one) => one.field === field) ? null : mend(piece, [field], facts);
  return fix && { ...fix, mode: 'improve' };
};

export const finding = (
  severity: Finding['severity'],
  code: string,
  message: string,
  more: { field?: string; fix?: Finding['fix'] } = {},
): Finding => ({
  code,
  severity,
  message,
  field: more.field ?? null,
  fix: more.fix ?? null,
});

/** "€"-free money as the shop stores it: 2450.00 EUR. */
export const money = (amount: number, product: Product): string => `${amount.toFixed(2)} ${product.currency}`;

/** Titles of other pieces, at most three. */
export const others = (products: readonly Product[]): string => {
  const names = products.slice(0, 3).map((product) => `“${product.title}” (${product.sku || `#${product.id}`})`);
  const more = products.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};
