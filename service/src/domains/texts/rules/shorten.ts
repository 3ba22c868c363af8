import type { TextNote } from '../contract.ts';
import { languageOf, sentencesOf, subjectsOf } from './segment.ts';

/** This share of what a sentence is about stands elsewhere in the passage: it can go. */
const covered = 0.75;
const fewestSubjects = 3;

/** English words and phrases that can go, or be said shorter, without changing what is said. */
const wordy: readonly (readonly [RegExp, string])[] = [
  [/\bin order to\b/gi, 'to'],
  [/\bdue to the fact that\b/gi, 'because'],
  [/\bat this point in time\b/gi, 'now'],
  [/\bin the event that\b/gi, 'if'],
  [/\bfor the purpose of\b/gi, 'for'],
  [/\bwith regards? to\b/gi, 'about'],
  [/\ba large number of\b/gi, 'many'],
  [/\bit (?:is|should be) (?:important to )?note(?:d)? that\s+/gi, ''],
  [/\bas a matter of fact,?\s+/gi, ''],
  [/\bneedless to say,?\s+/gi, ''],
  [/\b(?:very|really|quite|basically|actually|literally|totally|truly|absolutely|essentially)\s+(?=\p{L})/giu, ''],
];

export interface Shortened {
  text: string;
  notes: TextNote[];
}

/**
 * Shortens by leaving out: sentences whose subjects all stand elsewhere in the passage, and (in English) words that say nothing. No word
 * is added. Paragraphs and items of lists stay what they are.
 */
export function shorten(passage: string, locale: string): Shortened {
  const notes: TextNote[] = [];
  const paragraphs = passage.split(/\n{2,}/).map((paragraph) => paragraph.split('\n').map((line) => tighten(line, locale, notes)));
  const dropped = redundant(
    paragraphs.flat().flatMap((line) => sentencesOf(line, locale)),
    locale,
  );
  for (const sentence of dropped) notes.push({ code: 'sentence-dropped', text: sentence });
  const text = paragraphs
    // from the end, so that of two equal sentences the later one goes
    .reduceRight<string[]>(
      (done, lines) => [
        lines
          .reduceRight<string[]>((kept, line) => [without(line, dropped), ...kept], [])
          .filter(hasWords)
          .join('\n'),
        ...done,
      ],
      [],
    )
    .filter(hasWords)
    .join('\n\n');
  if (notes.length === 0) notes.push({ code: 'nothing-redundant', text: '' });
  if (languageOf(locale) !== 'en') notes.push({ code: 'rules-for-english', text: '' });
  return { text, notes };
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

function tighten(line: string, locale: string, notes: TextNote[]): string {
  if (languageOf(locale) !== 'en') return line;
  let text = line;
  for (const [words, instead] of wordy) {
    text = text.replace(words, (found: string, at: number) => {
      notes.push({ code: 'words-dropped', text: found.trim() });
      const capital = at === 0 || /[.!?]\s$/.test(text.slice(0, at));
      return instead === '' ? (capital ? '\u0001' : '') : capital ? instead[0]!.toUpperCase() + instead.slice(1) : instead;
    });
  }
  if (text === line) return line;
  return text
    .replace(/\u0001+\s*(\p{L})/gu, (_all, letter: string) => letter.toUpperCase())
    .replace(/\b(a)n? (?=([a-z]+))/gi, (_all, article: string, next: string) => `${article}${startsWithVowelSound(next) ? 'n' : ''} `);
}

const startsWithVowelSound = (word: string): boolean =>
  /^(?:hour|honest|honou?r|heir)/i.test(word) || (/^[aeiou]/i.test(word) && !/^(?:uni|use|usu|usa|eu|one\b|once\b)/i.test(word));

/** Greedy from the most covered sentence down; the first sentence stays, and so does one with a number that stands nowhere else. */
function redundant(sentences: readonly string[], locale: string): string[] {
  const subjects = sentences.map((sentence) => subjectsOf(sentence, locale));
  const gone = new Set<number>();
  for (;;) {
    const share = sentences.map((_sentence, at) => (at === 0 || gone.has(at) ? 0 : coverage(at, subjects, gone)));
    const most = Math.max(0, ...share);
    if (most < covered) return [...gone].sort((a, b) => a - b).map((at) => sentences[at]!);
    // of two that say the same, the later one goes
    gone.add(share.lastIndexOf(most));
  }
}

function coverage(at: number, subjects: readonly Set<string>[], gone: ReadonlySet<number>): number {
  const own = subjects[at]!;
  if (own.size < fewestSubjects) return 0;
  const elsewhere = new Set(subjects.flatMap((set, other) => (other === at || gone.has(other) ? [] : [...set])));
  if ([...own].some((subject) => /\p{N}/u.test(subject) && !elsewhere.has(subject))) return 0;
  return [...own].filter((subject) => elsewhere.has(subject)).length / own.size;
}

/** Each dropped sentence once, its last occurrence. */
function without(line: string, dropped: string[]): string {
  let text = line;
  for (const sentence of [...dropped]) {
    const at = text.lastIndexOf(sentence);
    if (at < 0) continue;
    dropped.splice(dropped.indexOf(sentence), 1);
    text = `${text.slice(0, at)}${text.slice(at + sentence.length).replace(/^\s+/, '')}`;
  }
  return text.trimEnd();
}
