import { plainText } from '../../../runtime/product-facts/text.ts';
import { capital, trade } from './grammar.ts';
import type { Piece } from './piece.ts';

const joining = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'in', 'of', 'on', 'or', 'the', 'to', 'with']);

const shouted = (word: string): boolean => /^\p{Lu}{4,}$/u.test(word.replace(/[^\p{L}]/gu, ''));

const titled = (word: string, first: boolean): string => {
  const lower = word.toLowerCase();
  return joining.has(lower) && !first ? lower : lower.split('-').map(capital).join('-');
};

/** The title with single blanks, and with capitals where it is written all in one case; words and their order stay. */
export const cleanTitle = (title: string): string => {
  const text = plainText(title).replace(/\s+([,.;:!?])/g, '$1');
  const words = text.split(' ');
  const anyShouted = words.some(shouted);
  const oneCase = text === text.toLowerCase() || (anyShouted && text === text.toUpperCase());
  if (!oneCase && !anyShouted) return text;
  return words
    .map((word, index) => (oneCase || shouted(word) || (anyShouted && word === word.toLowerCase()) ? titled(word, index === 0) : word))
    .join(' ');
};

/** A better title, or null: cleaned, and with the kind of piece where only the category told it. Nothing else is added. */
export const betterTitle = (title: string, piece: Piece): string | null => {
  const clean = cleanTitle(title);
  const garment = piece.read.garment;
  const missing = garment && piece.read.garmentSource === 'categories' && clean.split(' ').length <= 2;
  const better = missing ? `${clean} ${trade(garment.noun).split(' ').map(capital).join(' ')}` : clean;
  const same = better === plainText(title) && !/^\s|\s\s|\s$/.test(title);
  return better === '' || same ? null : better;
};
