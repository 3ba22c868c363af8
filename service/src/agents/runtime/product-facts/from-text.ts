import type { Fact } from './kinds.ts';
import { findTerms, hasTerm } from './text.ts';
import { carePhrases } from './vocabulary/care.ts';
import { colourTerms, plainColours } from './vocabulary/colours.ts';
import { originOf, originTerms } from './vocabulary/origins.ts';
import { titleMaterials } from './vocabulary/materials.ts';

/** One of the owner's own texts and the field it stands in. */
export interface Source {
  field: 'title' | 'short_description' | 'description';
  text: string;
}

const doubt =
  /\b(?:not|no|non|without|never|unlike|like|than|faux|fake|imitation|vegan|mock|over|under|instead of)(?: [\p{L}-]+){0,2}[ -]$/iu;
const partOnly =
  /^[ -](?:-?(?:like|look|free|effect|style|touch|feel|candy|blend)|lining|lined|trim|trimmed|trims|sole|soled|soles|insole|thread|pouch|bag|box|laces|collar|cuffs|strap|straps|buttons|care|cleaner|conditioner|road|club|valley|man)\b/i;

/** Letters before a term in which a word of doubt is looked for: it and two more words fit in. */
const reach = 120;

const trusted = (text: string, index: number, term: string): boolean =>
  !doubt.test(text.slice(Math.max(0, index - reach), index)) && !partOnly.test(text.slice(index + term.length));

const materialKeys = Object.keys(titleMaterials).sort((a, b) => b.length - a.length);

/** Materials that a text says the piece is made of, by the terms used; "silk-like", "cotton lining" and "not leather" are none. */
export const materialsSaid = (text: string): string[] => [
  ...new Set(
    findTerms(text, materialKeys)
      .filter((hit) => trusted(text, hit.index, hit.term))
      .map((hit) => hit.term),
  ),
];

const fact = (kind: Fact['kind'], values: string[], field: string): Fact => ({
  kind,
  slug: null,
  label: kind,
  values,
  source: field,
  choice: false,
});

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const material = ({ field, text }: Source): Fact[] => {
  if (field === 'description' && !/\b(?:made|cut|knitted|woven|sewn|crafted) (?:of|from|in)\b|\d ?%/i.test(text)) return [];
  const said = materialsSaid(text).map((term) => titleMaterials[term] ?? sentenceCase(term));
  return said.length > 0 && said.length <= 2 ? [fact('material', said, field)] : [];
};

const colourList = new RegExp(
  `\\bin ((?:${plainColours.join('|')})(?:(?:, | and | or )(?:${plainColours.join('|')}))*)\\b(?! [\\p{L}-]*(?:leather|lining|thread|light|tie))`,
  'iu',
);

/** "Black Friday", "White Label": names that hold a colour and are none. */
const noColour = /^ (?:friday|label|note|tie|sheep|day|ridge|cross|road|magic)\b/i;

/** What stands alone behind a dash, as in "Shirt - Cream", is a colour even where the word has other meanings. */
const behindDash = (title: string): string[] => {
  const parts = title.split(/\s[–—-]\s/);
  const last = (parts.at(-1) ?? '').toLowerCase();
  return parts.length > 1 && colourTerms.includes(last) ? [last] : [];
};

const coloursInTitle = (title: string): string[] => {
  const found = findTerms(title, plainColours).filter((hit) => !noColour.test(title.slice(hit.index + hit.term.length)));
  return found.length > 0 ? found.map((hit) => hit.term) : behindDash(title);
};

const colour = ({ field, text }: Source): Fact[] => {
  if (field === 'description') return [];
  const words = field === 'title' ? coloursInTitle(text) : (colourList.exec(text)?.[1]?.split(/, | and | or /) ?? []);
  const values = [...new Set(words.map((word) => word.toLowerCase()))].map(sentenceCase);
  return values.length > 0 && values.length <= 3 ? [fact('colour', values, field)] : [];
};

const care = ({ field, text }: Source): Fact[] => {
  const degrees = /\bmachine wash(?:able)? (?:at|on) (\d{2}) ?(?:°|degrees)/i.exec(text);
  const values = degrees ? [`Machine wash at ${degrees[1]} °C`] : [];
  const taken: string[] = [];
  for (const phrase of carePhrases) {
    if (degrees && /machine wash/i.test(phrase)) continue;
    if (hasTerm(text, phrase) && !taken.some((one) => one.includes(phrase))) taken.push(phrase);
  }
  values.push(...taken);
  return field !== 'title' && values.length > 0 ? [fact('care', values.slice(0, 3), field)] : [];
};

const size = /\b(\d{1,3}(?:[.,]\d)?) ?(?:×|x) ?(\d{1,3}(?:[.,]\d)?)(?: ?(?:×|x) ?(\d{1,3}(?:[.,]\d)?))? ?(cm|mm|in|inches)\b/i;

const dimensions = ({ field, text }: Source): Fact[] => {
  const found = size.exec(text);
  if (!found) return [];
  const numbers = [found[1], found[2], found[3]].filter(Boolean).join(' × ');
  return [fact('dimensions', [`${numbers} ${(found[4] ?? 'cm').toLowerCase()}`], field)];
};

/** The country that a text says the piece was made in; null when it says none. */
export const madeIn = (text: string): string | null => {
  const found =
    /\b(?:[Mm]ade|[Ss]ewn|[Ww]oven|[Kk]nitted|[Hh]andmade|[Cc]rafted|[Pp]roduced|[Mm]anufactured|[Cc]ut) in ([\p{Lu}][\p{L}.]+(?: [\p{Lu}][\p{L}]+)?)/u.exec(
      text,
    );
  const term = found ? findTerms(found[1] ?? '', originTerms)[0]?.term : undefined;
  return term ? originOf(term) : null;
};

const origin = ({ field, text }: Source): Fact[] => {
  const country = madeIn(text);
  return country && hasTerm(text, country) ? [fact('origin', [country], field)] : [];
};

const neckline = ({ field, text }: Source): Fact[] => {
  const found = /\b(v|crew|scoop|boat|roll|round|square|halter)[ -]neck\b/i.exec(text);
  return field === 'title' && found
    ? [fact('neckline', [`${found[1] === 'v' || found[1] === 'V' ? 'V' : sentenceCase((found[1] ?? '').toLowerCase())} neck`], field)]
    : [];
};

const sleeve = ({ field, text }: Source): Fact[] => {
  const found = /\b(long|short)[ -]sleeved?\b/i.exec(text);
  return field === 'title' && found ? [fact('sleeve', [`${sentenceCase((found[1] ?? '').toLowerCase())} sleeve`], field)] : [];
};

const readers = [material, colour, care, dimensions, origin, neckline, sleeve];

/** Facts that the owner's own words state outright. What is doubtful is left out. */
export const factsFromText = (sources: readonly Source[]): Fact[] =>
  sources.flatMap((source) => (source.text ? readers.flatMap((read) => read(source)) : []));
