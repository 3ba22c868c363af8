import { letterWords } from './text.ts';

const width = 5;

/** How title words are treated when two texts are compared. */
export type Masking = 'keep' | 'mask' | 'drop';

const runs = (words: readonly string[], length: number): Set<string> => {
  const found = new Set<string>();
  for (let at = 0; at + length <= words.length; at += 1) found.add(words.slice(at, at + length).join(' '));
  return found;
};

/** The distinct 5-word sequences of a text: letters only, lower case; words of the title kept, masked or dropped. */
export const sequences = (text: string, title: string, masking: Masking): Set<string> => {
  const own = new Set(masking === 'keep' ? [] : letterWords(title));
  const words = letterWords(text);
  return runs(masking === 'drop' ? words.filter((word) => !own.has(word)) : words.map((word) => (own.has(word) ? '_' : word)), width);
};

/** Intersection ÷ smaller set; 0 where one text is too short to have a sequence. */
export const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const sequence of small) if (large.has(sequence)) shared += 1;
  return shared / small.size;
};

const maskings: readonly Masking[] = ['keep', 'mask', 'drop'];

interface Index {
  sizes: number[];
  byWords: Map<string, number[]>;
}

const nearest = (index: Index, candidate: ReadonlySet<string>): number => {
  const shared = new Map<number, number>();
  for (const sequence of candidate) for (const text of index.byWords.get(sequence) ?? []) shared.set(text, (shared.get(text) ?? 0) + 1);
  let most = 0;
  for (const [text, count] of shared) most = Math.max(most, count / Math.max(1, Math.min(candidate.size, index.sizes[text] ?? 0)));
  return most;
};

const add = (index: Index, found: ReadonlySet<string>): void => {
  const place = index.sizes.push(found.size) - 1;
  for (const sequence of found) {
    const known = index.byWords.get(sequence);
    if (known) known.push(place);
    else index.byWords.set(sequence, [place]);
  }
};

/** Texts that are taken, and how a new one compares with them. */
export interface TakenTexts {
  /** the largest share of 5-word sequences with any one of them, by the strictest of the three ways to count. */
  nearest(text: string, title: string): number;
  /** how often, on average, its turns of phrase (three words) were used before. */
  worn(text: string): number;
  add(text: string, title: string): void;
}

const phrase = 3;

export const takenTexts = (): TakenTexts => {
  const indexes = new Map<Masking, Index>(maskings.map((masking) => [masking, { sizes: [], byWords: new Map() }]));
  const used = new Map<string, number>();
  return {
    nearest: (text, title) => Math.max(...[...indexes].map(([masking, index]) => nearest(index, sequences(text, title, masking)))),
    worn: (text) => {
      const found = [...runs(letterWords(text), phrase)];
      return found.reduce((sum, one) => sum + (used.get(one) ?? 0), 0) / Math.max(1, found.length);
    },
    add: (text, title) => {
      for (const [masking, index] of indexes) add(index, sequences(text, title, masking));
      for (const one of runs(letterWords(text), phrase)) used.set(one, (used.get(one) ?? 0) + 1);
    },
  };
};
