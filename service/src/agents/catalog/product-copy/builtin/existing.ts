import type { Product } from '../../../../domains/catalogue/contract.ts';
import type { Fact } from '../../../runtime/product-facts/facts.ts';
import { escapeHtml, hasTerm, letterWords, ownText, plainText, wordCount } from '../../../runtime/product-facts/text.ts';
import { capital } from './grammar.ts';
import type { Piece } from './piece.ts';

/** A description of this many words stands by itself. */
export const goodDescription = 40;
const goodShort = 8;
const keptShort = 5;

/** What may be done with a text that is there already. */
export type Standing = 'empty' | 'replace' | 'keep-and-add' | 'leave';

const filler = new Set('a an the and or of in on with for to at by from is are it its this that our your all one two'.split(' '));

/** Whether every word that carries meaning stands in the title or the facts: such a text loses nothing when it is rewritten. */
const covered = (text: string, piece: Piece): boolean => {
  const known = new Set(
    [piece.title, piece.read.garment?.noun ?? '', ...piece.read.facts.flatMap((fact) => fact.values)].flatMap(letterWords),
  );
  return letterWords(text).every(
    (word) => filler.has(word) || known.has(word) || known.has(`${word}s`) || known.has(word.replace(/s$/, '')),
  );
};

/** Only tags that one may add to without touching what a block editor or a plugin put there. */
export const simpleHtml = (html: string): boolean =>
  !/<!--|\[[a-z]/i.test(html) &&
  [...html.matchAll(/<([^>]*)>/g)].every((tag) => /^\/?(?:p|br|ul|ol|li|strong|em|b|i)\s*\/?$/i.test(tag[1] ?? ''));

const scripts = /<(script|style)\b[\s\S]*?<\/\1\s*>/gi;

/** A few words in the markup of an editor or of a pasted page, with nothing in it that would be lost but looks and scripts. */
const retellable = (html: string): boolean =>
  !/<!--|\[[a-z]/i.test(html) &&
  [...html.replace(scripts, ' ').matchAll(/<([^>]*)>/g)].every((tag) =>
    /^\/?(?:p|br|div|span|ul|ol|li|strong|em|b|i|u|h[1-6])\b/i.test(tag[1] ?? ''),
  );

/** The owner's words as they may stand above new ones: untouched where the markup is simple, else as bare paragraphs. */
export const opening = (html: string): string =>
  simpleHtml(html)
    ? html
    : html
        .replace(scripts, ' ')
        .replace(/<\/?(?:span|strong|em|b|i|u)\b[^>]*>/gi, '')
        .split(/<\/?(?:p|br|div|ul|ol|li|h[1-6])\b[^>]*>|\n\s*\n/i)
        .map(plainText)
        .filter((text) => text !== '')
        .map((text) => `<p>${escapeHtml(text)}</p>`)
        .join('\n');

/** What mode `improve` may do with the description. Good human words are kept; facts may be added below them. */
export const descriptionStanding = (product: Product, piece: Piece): Standing => {
  const text = ownText(product.description);
  if (text === '') return 'empty';
  if (piece.read.contradictions.some((one) => one.field === 'description')) return 'leave';
  const brief = wordCount(text) < goodDescription;
  if (brief && covered(text, piece)) return 'replace';
  return simpleHtml(product.description) || (brief && retellable(product.description)) ? 'keep-and-add' : 'leave';
};

/** The same for the short description, which is one or two sentences. */
export const shortStanding = (product: Product, piece: Piece): Standing => {
  const text = ownText(product.short_description);
  if (text === '') return 'empty';
  if (piece.read.contradictions.some((one) => one.field === 'short_description')) return 'leave';
  const words = wordCount(text);
  if (words < goodShort && covered(text, piece)) return 'replace';
  return words >= keptShort && words < goodShort && simpleHtml(product.short_description) ? 'keep-and-add' : 'leave';
};

const significant = (value: string): string[] =>
  value.split(/[\s,;]+/).filter((word) => /[\p{L}\p{N}]{2,}/u.test(word) && !filler.has(word.toLowerCase()));

const mentioned = (text: string, value: string): boolean => {
  const words = significant(value);
  return words.length > 0 && words.every((word) => hasTerm(text, word.replace(/s$/i, '')) || hasTerm(text, word));
};

/** Facts that the owner's own text leaves out. What the buyer chooses is on the page anyway. */
export const unsaid = (text: string, facts: readonly Fact[]): Fact[] =>
  facts.filter(
    (fact) => !fact.choice && fact.slug !== null && fact.kind !== 'size' && !fact.values.every((value) => mentioned(text, value)),
  );

/** A list of facts as WooCommerce themes show it. */
export const factList = (facts: readonly Fact[]): string =>
  `<ul>${facts.map((fact) => `<li>${escapeHtml(`${capital(fact.label)}: ${fact.values.join(', ')}`)}</li>`).join('')}</ul>`;

/** The owner's html with something below it; a bare text becomes a paragraph first. */
export const below = (html: string, more: string): string => `${/<p|<ul|<ol/i.test(html) ? html.trim() : `<p>${html.trim()}</p>`}\n${more}`;
