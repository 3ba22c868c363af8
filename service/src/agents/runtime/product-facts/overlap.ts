import { letterWords } from './text.ts';

const width = 5;

/** How title words are treated when two texts are compared. */
export type Masking = 'keep' | 'mask' | 'drop';

/** The distinct 5-word sequences of a text: letters only, lower case; words of the title kept, masked or dropped. */
export const sequences = (text: string, title: string, masking: Masking): Set<string> => {
  const own = new Set(letterWords(title));
  const words = letterWords(text);
  const read =
    masking === 'keep'
      ? words
      : masking === 'drop'
        ? words.filter((word) => !own.has(word))
        : words.map((word) => (own.has(word) ? '_' : word));
  const found = new Set<string>();
  for (let at = 0; at + width <= words.length && at + width <= read.length; at += 1) found.add(read.slice(at, at + width).join(' '));
  return found;
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

/** Texts that are taken, and how near a new one comes to the nearest of them (by the strictest of the three ways to count). */
export interface TakenTexts {
  nearest(text: string, title: string): number;
  add(text: string, title: string): void;
}

export const takenTexts = (): TakenTexts => {
  const indexes = new Map<Masking, Index>(maskings.map((masking) => [masking, { sizes: [], byWords: new Map() }]));
  return {
    nearest: (text, title) => Math.max(...[...indexes].map(([masking, index]) => nearest(index, sequences(text, title, masking)))),
    add: (text, title) => {
      for (const [masking, index] of indexes) {
        const found = sequences(text, title, masking);
        const place = index.sizes.push(found.size) - 1;
        for (const sequence of found) index.byWords.set(sequence, [...(index.byWords.get(sequence) ?? []), place]);
      }
    },
  };
};
