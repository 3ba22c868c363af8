const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  hellip: '…',
};

const decode = (text: string): string =>
  text
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&([a-z]+);/g, (whole, name: string) => entities[name] ?? whole);

/**
 * Leaves out what stands from an opening to the next closing sign; an opening that is never closed stays. One pass over the text,
 * where a single pattern would look for the closing sign again at each opening one.
 */
const without = (text: string, open: RegExp, close: RegExp): string => {
  let kept = '';
  let at = 0;
  for (;;) {
    open.lastIndex = at;
    const start = open.exec(text);
    close.lastIndex = open.lastIndex;
    if (!start || !close.test(text)) return kept + text.slice(at);
    kept += `${text.slice(at, start.index)} `;
    at = close.lastIndex;
  }
};

const unread: readonly [open: RegExp, close: RegExp][] = [
  [/<script\b/gi, /<\/script\s*>/gi],
  [/<style\b/gi, /<\/style\s*>/gi],
  [/<!--/g, /-->/g],
  [/</g, />/g],
];

/** The words that a visitor would read: no tags, comments, shortcodes, scripts or entities; white space as single blanks. */
export const plainText = (html: string): string =>
  decode(unread.reduce((text, [open, close]) => without(text, open, close), html).replace(/\[\/?[a-z][\w-]*(?:\s[^[\]]*)?\/?\]/gi, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** Text for the inside of an HTML element or a quoted attribute; square brackets too, so that no shortcode can start. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\[/g, '&#91;')
    .replace(/\]/g, '&#93;');

/** Words as the eye counts them. */
export const wordCount = (text: string): number =>
  plainText(text)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Lower-case words of letters only. */
export const letterWords = (text: string): string[] =>
  plainText(text)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [];

const patternCache = new Map<string, RegExp>();

const pattern = (term: string): RegExp => {
  let found = patternCache.get(term);
  if (!found) {
    const body = term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[ -]/g, '[ -]');
    found = new RegExp(`(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, 'giu');
    patternCache.set(term, found);
  }
  found.lastIndex = 0;
  return found;
};

/** Whether the term stands in the text as words of its own; a hyphen and a blank are one. */
export const hasTerm = (text: string, term: string): boolean => pattern(term).test(text);

export interface TermHit {
  term: string;
  index: number;
}

const firstWord = /[\p{L}\p{N}]+/u;
const startsOf = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** The terms of a list by their first word: a text has few of the words that a vocabulary begins with. */
const byFirstWord = (terms: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const known = startsOf.get(terms);
  if (known) return known;
  const starts = new Map<string, string[]>();
  for (const term of terms) {
    const start = firstWord.exec(term.toLowerCase())?.[0] ?? '';
    starts.set(start, [...(starts.get(start) ?? []), term]);
  }
  startsOf.set(terms, starts);
  return starts;
};

/** Where terms of a list stand in a text; a shorter one inside a longer one is not counted again. */
export const findTerms = (text: string, terms: readonly string[]): TermHit[] => {
  const starts = byFirstWord(terms);
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const possible = [...words].flatMap((word) => starts.get(word) ?? []).sort((a, b) => b.length - a.length);
  const hits: (TermHit & { end: number })[] = [];
  for (const term of possible) {
    for (const match of text.matchAll(pattern(term))) {
      const end = match.index + match[0].length;
      if (!hits.some((hit) => match.index >= hit.index && end <= hit.end)) hits.push({ term, index: match.index, end });
    }
  }
  return hits.sort((a, b) => a.index - b.index).map(({ term, index }) => ({ term, index }));
};

const placeholders: readonly RegExp[] = [
  /\bpellentesque habitant\b/i,
  /\blorem ipsum\b/i,
  /\bdolor sit amet\b/i,
  /\bvestibulum tortor\b/i,
  /^this is an? (?:simple|variable|grouped|external|virtual|downloadable)[\w, ]* product\.?$/i,
  /^(?:product )?(?:short )?description(?: goes)?(?: here)?\.?$/i,
  /^(?:tbd|tba|todo|n\/?a|none|coming soon|test|xxx+|\.+|-+|–|—)\.?$/i,
  /^(?:add|enter|insert|write) (?:your |a |the )?(?:product )?(?:short )?(?:description|text)\b/i,
];

/** Filler that some importer or theme put there: counts as empty and is never read for facts. */
export const isPlaceholder = (html: string): boolean => {
  const text = plainText(html);
  return text !== '' && placeholders.some((one) => one.test(text));
};

/** The text as its owner wrote it, or nothing where it is empty or filler. */
export const ownText = (html: string): string => (isPlaceholder(html) ? '' : plainText(html));

/** An alt text that only repeats a camera's or an upload's file name says nothing. */
export const isFileNameLike = (alt: string): boolean =>
  [
    /\.(?:jpe?g|png|webp|gif|avif)$/i,
    /^(?:img|dsc[nf]?|pxl|image|photo|picture|screenshot|untitled)[-_ ]?\d*$/i,
    /^\S*_\d{3,}\S*$/,
    /^[a-z0-9]+(?:-[a-z0-9]+){2,}$/,
  ].some((one) => one.test(alt.trim()));
