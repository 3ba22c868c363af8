import { findTerms } from '../../../runtime/product-facts/text.ts';
import { originTerms } from '../../../runtime/product-facts/vocabulary/origins.ts';

/** "a, b and c". */
export const list = (items: readonly string[], joiner = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${joiner} ${items.at(-1)}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const names = new Set([
  'Tencel',
  'Lycra',
  'Cordura',
  'Econyl',
  'EcoVero',
  'Gore-Tex',
  'Oxford',
  'Harris',
  'Liberty',
  'Velcro',
  'Chelsea',
  'Breton',
  'Aran',
  'Shetland',
  'Vibram',
]);

const keepsCase = (word: string): boolean =>
  /[\d°]/.test(word) ||
  /\p{L}.*\p{Lu}/u.test(word) ||
  /^\p{Lu}(?:-|$)/u.test(word) ||
  names.has(word.replace(/[^\p{L}-]/gu, '')) ||
  findTerms(word, originTerms).length > 0;

/** A noun with the capitals that English gives it inside a sentence: "Chelsea boots", "T-shirt". */
export const trade = (noun: string): string => noun.replace(/\b(?:chelsea|oxford)\b/g, capital).replace(/\bt-shirt\b/g, 'T-shirt');

/** A value as it stands inside a sentence: "Sky Blue" is "sky blue"; names, codes and places keep their capitals. */
export const lower = (value: string): string =>
  value
    .split(' ')
    .map((word) => (keepsCase(word) ? word : word.toLowerCase()))
    .join(' ');

const mass =
  /(?:laces|sides|sleeves|ends|straps|pockets|buttons|studs|snaps|soles|cuffs|toggles|hooks|poppers|leather|suede|canvas|elastic|velcro|lacing|trim|edges|eyelets|piping)$/i;
const counted = /^(?:an?|the|one|two|three|four|five|six|no|\d+) /i;

/** Whether a noun phrase is spoken of as several things. */
export const isPlural = (phrase: string): boolean =>
  /(?:^(?:two|three|four|five|six|\d+) )|[^s]s$/i.test(phrase.split(/ (?:with|of|in) /)[0] ?? phrase);

/** The phrase with "a" or "an" in front where English wants one. */
export const withArticle = (phrase: string): string => {
  const head = phrase.split(/ (?:with|of|in) /)[0] ?? phrase;
  if (counted.test(phrase) || mass.test(head) || isPlural(head)) return phrase;
  return `${/^(?:[aeio]|u(?!ni|se))/i.test(phrase) ? 'an' : 'a'} ${phrase}`;
};

/** FNV-1a: a small stable number from a text. */
export const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
};

/** A stable stream of choices from a seed (mulberry32): the same seed makes the same text for ever. */
export const chooser = (seed: number): (<T>(items: readonly T[]) => T | undefined) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return (items) => (items.length === 0 ? undefined : items[Math.floor(next() * items.length)]);
};
