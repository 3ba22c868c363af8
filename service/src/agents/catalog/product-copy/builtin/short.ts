import { tellingFacts } from '../../../runtime/product-facts/facts.ts';
import { escapeHtml } from '../../../runtime/product-facts/text.ts';
import { capital, chooser, hash, list } from './grammar.ts';
import type { Piece } from './piece.ts';

/** Everything that can stand in a list of details, most telling first. */
export const detailsOf = (piece: Piece): string[] => [...piece.cut, ...piece.shape, ...piece.closing, ...piece.carrying, ...piece.inside];

const inCloth = (piece: Piece): string => {
  if (piece.cloth === '') return piece.colours.length > 0 ? ` in ${list(piece.colours, 'or')}` : '';
  return piece.colours.length > 0 && piece.colours.length <= 3
    ? ` in ${piece.cloth}, in ${list(piece.colours, 'or')}`
    : ` in ${piece.cloth}`;
};

const withDetails = (piece: Piece, details: readonly string[], comma: boolean): string => {
  if (details.length > 0) return `${comma ? ',' : ''} with ${list(details)}`;
  return piece.options.length > 0 ? `, ${list(piece.options)}` : '';
};

/** The same without a verb, for pieces whose cloth and details carry it. */
const clothFirst = (piece: Piece, details: readonly string[], origin: string): string[] => {
  if (!piece.stuff || details.length === 0 || piece.colours.length > 0) return [];
  const first = details.length === 1 ? `${piece.cloth} with ${details[0] ?? ''}` : list([piece.cloth, ...details]);
  return [`${capital(first)}${origin}.`, `${capital(piece.the)}${inCloth(piece)}, with ${list(details)}${origin}.`];
};

/** One sentence for above the buy button; null when the title says as much. */
export const shortSentence = (piece: Piece, seed: string): string | null => {
  if (!piece.read.garment || tellingFacts(piece.read, piece.title).length === 0) return null;
  const choose = chooser(hash(`short|${seed}`));
  const details = detailsOf(piece).slice(0, choose([2, 3]) ?? 2);
  const origin = piece.origin !== '' && (choose([true, false]) || details.length === 0) ? `, made in ${piece.origin}` : '';
  const where = inCloth(piece);
  const said = `${where}${withDetails(piece, details, where.includes(', '))}${origin}`;
  if (said === '') return null;
  const plain = `${capital(piece.a)}${said}.`;
  return choose([plain, ...clothFirst(piece, details, origin)]) ?? plain;
};

/** What goes below a short line of the owner's that is kept: only what it does not say. */
export const shortAddition = (piece: Piece): string | null => {
  const details = detailsOf(piece).slice(0, 3);
  const said = [piece.cloth, ...details].filter(Boolean);
  return said.length >= 2 ? `${capital(list(said))}.` : null;
};

export const shortHtml = (sentence: string): string => escapeHtml(sentence);
