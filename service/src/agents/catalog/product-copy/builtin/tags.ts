import { trade } from './grammar.ts';
import type { Piece } from './piece.ts';

const most = 5;
/** Fewer tags than this are worth adding to. */
const few = 3;

const tagKinds = ['material', 'pattern', 'length', 'neckline'] as const;

/** Tags from facts alone: what the piece is, its material, pattern, length and neckline. */
const tagsFromFacts = (piece: Piece): string[] => {
  const facts = tagKinds.flatMap((kind) =>
    piece.read.facts.filter((fact) => fact.kind === kind && !fact.choice).flatMap((fact) => fact.values),
  );
  const noun = piece.read.garment && facts.length > 0 ? [trade(piece.read.garment.noun)] : [];
  return [...noun, ...facts.filter((value) => !/\d/.test(value) && value.length <= 30).map((value) => value.toLowerCase())];
};

/** The owner's tags with what the facts add, in the order in which WordPress lists them; null when there is nothing to add. */
export const betterTags = (piece: Piece, own: readonly string[]): string[] | null => {
  if (own.length >= few) return null;
  const known = new Set(own.map((tag) => tag.toLowerCase()));
  const fresh = [...new Set(tagsFromFacts(piece))].filter((tag) => !known.has(tag.toLowerCase())).slice(0, most - own.length);
  return fresh.length > 0 && piece.read.facts.length > 0 ? [...own, ...fresh].sort((a, b) => a.localeCompare(b, 'en')) : null;
};
