import type { Product } from '../../../../domains/catalogue/contract.ts';
import { findTerms, hasTerm, isFileNameLike, isPlaceholder, plainText } from '../../../runtime/product-facts/text.ts';
import { lower } from './grammar.ts';
import type { Piece } from './piece.ts';
import { clothBeyondTitle } from './seo.ts';
import { cleanTitle } from './title.ts';

/** What screen readers read out in one go. */
export const altLimit = 125;

type Image = Product['images'][number];

const fileName = (url: string): string =>
  decodeURIComponent(/([^/?#]*)(?:[?#].*)?$/.exec(url.replace(/%(?![0-9a-f]{2})/gi, '%25'))?.[1] ?? '');

const views: readonly [RegExp, string][] = [
  [/\b(?:back|rear)\b/i, 'back view'],
  [/\bside\b/i, 'side view'],
  [/\b(?:detail|close-?up)\b/i, 'close view'],
  [/\bfront\b/i, 'front view'],
];

/** Whether the alt text is empty or says nothing. */
export const needsAlt = (alt: string): boolean => plainText(alt) === '' || isPlaceholder(alt) || isFileNameLike(alt);

const colourInFile = (piece: Piece, name: string): string | null => {
  const colours = piece.read.facts.filter((fact) => fact.kind === 'colour').flatMap((fact) => fact.values);
  const words = name.replace(/[-_.]/g, ' ');
  return colours.find((colour) => hasTerm(words, colour)) ?? null;
};

const base = (piece: Piece, name: string): string => {
  const title = cleanTitle(piece.title);
  const chosen = piece.colours.length > 0 ? colourInFile(piece, name) : null;
  const shown =
    chosen && findTerms(title, [chosen.toLowerCase()]).length === 0
      ? `${lower(chosen)} ${clothBeyondTitle(piece)}`.trim()
      : clothBeyondTitle(piece);
  const whole = shown ? `${title} in ${shown}` : title;
  return whole.length <= altLimit - 20 ? whole : title.slice(0, altLimit - 20).replace(/\s+\S*$/, '');
};

const viewOf = (name: string): string => views.find(([pattern]) => pattern.test(name.replace(/[-_.]/g, ' ')))?.[1] ?? '';

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

const distinct = (text: string, place: number, taken: ReadonlySet<string>): string => {
  if (!taken.has(text.toLowerCase())) return text;
  return `${text}, ${ordinals[place] ? `${ordinals[place]} picture` : `picture ${place + 1}`}`;
};

/** Alt texts by attachment id: what each picture shows, as far as title, data and file name tell; each one its own. */
export const altTexts = (piece: Piece, images: readonly Image[], kept: ReadonlyMap<number, string>): Map<number, string> => {
  const taken = new Set([...kept.values()].map((alt) => alt.toLowerCase()));
  const written = new Map<number, string>();
  images.forEach((image, place) => {
    if (kept.has(image.id)) return;
    const name = fileName(image.url);
    const view = viewOf(name);
    const text = distinct(view ? `${base(piece, name)}, ${view}` : base(piece, name), place, taken);
    taken.add(text.toLowerCase());
    written.set(image.id, text);
  });
  return written;
};
