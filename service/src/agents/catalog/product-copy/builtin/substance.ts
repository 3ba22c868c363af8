import { tellingFacts } from '../../../runtime/product-facts/facts.ts';
import type { FactKind } from '../../../runtime/product-facts/kinds.ts';
import type { Family } from '../../../runtime/product-facts/vocabulary/garments.ts';
import type { Piece } from './piece.ts';

/** Enough for a description of two sentences; less makes a short description at most. */
export const describable = (piece: Piece): boolean => piece.read.garment !== null && tellingFacts(piece.read, piece.title).length >= 2;

const cloth: readonly FactKind[] = ['material', 'length', 'colour', 'size', 'fit', 'care', 'origin'];
const carried: readonly FactKind[] = ['material', 'dimensions', 'colour', 'closure', 'care', 'origin'];

const wanted: Readonly<Record<Family, readonly FactKind[]>> = {
  dress: cloth,
  bottom: cloth,
  top: cloth,
  knit: cloth,
  outer: cloth,
  shoe: ['material', 'sole', 'colour', 'size', 'closure', 'care', 'origin'],
  bag: carried,
  jewel: ['material', 'length', 'colour', 'closure', 'care', 'origin'],
  scarf: carried,
  hat: ['material', 'colour', 'size', 'care', 'origin'],
  other: cloth,
  small: ['material', 'colour', 'size', 'care', 'origin'],
};

const american: Partial<Record<FactKind, string>> = { colour: 'color' };

/** What the owner could add, most telling first, in the words of the shop's language. */
export const missingFacts = (piece: Piece, language: string): string[] => {
  const known = new Set(piece.read.facts.map((fact) => fact.kind));
  const kinds = (piece.read.garment ? wanted[piece.read.garment.family] : cloth).filter((kind) => !known.has(kind));
  const unknown = piece.read.garment === null && piece.read.facts.length > 0 ? ['the kind of piece, in its title or category'] : [];
  return [...unknown, ...kinds.map((kind) => (/^en[_-]?(?:us)?$/i.test(language) ? (american[kind] ?? kind) : kind))];
};
