import { findTerms } from './text.ts';
import { colourTerms } from './vocabulary/colours.ts';
import { type Garment, garments, spellings } from './vocabulary/garments.ts';
import { materialTerms } from './vocabulary/materials.ts';
import { claimTerms, fitTerms, lengthTerms, sizeTerms } from './vocabulary/shapes.ts';

export interface ReadTitle {
  /** what the piece is; null when neither title nor category tells. */
  garment: Garment | null;
  garmentSource: 'title' | 'categories' | null;
  /** the piece's own name, "Ines" in "Ines Linen Shirt Dress"; empty when the title has none. */
  name: string;
}

const common = new Set(
  'a an the and of for with in our my your women womens men mens kids girls boys baby unisex new original classic everyday essential basic basics signature summer winter spring autumn fall party evening beach work travel wedding holiday floral printed striped check checked plain v-neck crew round neck polo sale set pack'.split(
    ' ',
  ),
);

const spell = (text: string): string => {
  const lower = text
    .toLowerCase()
    .replace(/[’']/g, "'")
    .replace(/\bt shirts?\b/g, 't-shirt');
  return lower.replace(/[\p{L}-]+/gu, (word) => spellings[word] ?? word);
};

const nouns: readonly string[] = garments.map((garment) => garment.noun);

/** The garment noun that ends last: "shirt dress" and not "shirt". */
const lastGarment = (text: string): Garment | null => {
  const last = findTerms(text, nouns).sort((a, b) => b.index + b.term.length - (a.index + a.term.length))[0];
  return garments.find((garment) => garment.noun === last?.term) ?? null;
};

const singular = (word: string): string => {
  if (/(?:ss|sh|ch|x)es$/i.test(word)) return word.slice(0, -2);
  return /[^s]s$/i.test(word) ? word.slice(0, -1) : word;
};

const fromCategories = (categories: readonly string[]): Garment | null => {
  for (const category of [...categories].reverse()) {
    const leaf = spell(category.split('>').at(-1)?.trim() ?? '');
    const exact = garments.find((one) => one.noun === leaf || one.noun === singular(leaf) || one.noun === spell(singular(leaf)));
    if (exact) return exact;
  }
  return null;
};

const head = (title: string): string => title.split(/\s[–—|-]\s|[:,(]|\swith\s/i)[0] ?? title;

const meaning = [materialTerms, colourTerms, fitTerms, lengthTerms, sizeTerms, claimTerms];

const ownName = (title: string, garment: Garment | null): string => {
  if (!garment) return '';
  const words = head(title).trim().split(/\s+/);
  const name: string[] = [];
  for (const word of words) {
    const rest = spell(words.slice(name.length).join(' '));
    if (rest.startsWith(garment.noun)) return name.join(' ');
    const taken =
      common.has(word.toLowerCase()) || !/^\p{L}[\p{L}-]+$/u.test(word) || meaning.some((list) => list.includes(word.toLowerCase()));
    if (taken || garments.some((one) => one.noun === word.toLowerCase())) break;
    name.push(word);
  }
  return name.length <= 2 ? name.join(' ') : '';
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** What a title (and, failing that, the categories) says the piece is. */
export const readTitle = (title: string, categories: readonly string[]): ReadTitle => {
  const inTitle = lastGarment(spell(head(title)));
  const garment = inTitle ?? fromCategories(categories);
  const name = ownName(title, inTitle)
    .split(' ')
    .map((word) => (word === word.toLowerCase() || word === word.toUpperCase() ? capital(word) : word))
    .join(' ');
  return { garment, garmentSource: inTitle ? 'title' : garment ? 'categories' : null, name };
};
