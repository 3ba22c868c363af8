import type { Readability, ReadabilityScore } from '../contract.ts';
import { languageOf, sentencesOf, withoutMarks, wordsOf } from './segment.ts';

type Band = ReadabilityScore['band'];

/** Sentences of more words than this are long (British government's style guide: 25). */
const longSentence = 25;
const examples = 3;

/**
 * Languages that Björnsson compared by LIX: "Readability of newspapers in 11 languages", Reading Research Quarterly 18(4), 1983.
 * English and Italian have formulas of their own.
 */
const lixLanguages = new Set(['da', 'fi', 'fr', 'de', 'nb', 'nn', 'no', 'pt', 'ru', 'es', 'sv']);

interface Counts {
  sentences: number;
  words: string[];
}

/**
 * Figures on how a passage reads. Sentences and words are counted in every language; a score only where a formula was made for it.
 *
 * @example
 * readabilityOf('We cut it. It fits.', 'en_US').sentences // 2
 */
export function readabilityOf(passage: string, locale: string): Readability {
  const text = withoutMarks(passage);
  const sentences = sentencesOf(text, locale);
  const words = wordsOf(text, locale);
  const sized = sentences.map((sentence) => ({ text: sentence, words: wordsOf(sentence, locale).length }));
  const long = sized.filter((sentence) => sentence.words > longSentence).sort((a, b) => b.words - a.words);
  return {
    language: languageOf(locale),
    sentences: sentences.length,
    words: words.length,
    words_per_sentence: sentences.length === 0 ? 0 : round(words.length / sentences.length),
    long: { limit: longSentence, count: long.length, examples: long.slice(0, examples) },
    scores: words.length === 0 ? [] : scoresOf({ sentences: sentences.length, words }, languageOf(locale)),
  };
}

function scoresOf(counts: Counts, language: string): ReadabilityScore[] {
  if (language === 'en') return [fleschEase(counts), kincaidGrade(counts)];
  if (language === 'it') return [gulpease(counts)];
  return lixLanguages.has(language) ? [lix(counts)] : [];
}

const perSentence = ({ sentences, words }: Counts): number => words.length / sentences;
const syllablesPerWord = ({ words }: Counts): number => words.reduce((sum, word) => sum + englishSyllables(word), 0) / words.length;

/** R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32(3), 1948. */
function fleschEase(counts: Counts): ReadabilityScore {
  const value = 206.835 - 1.015 * perSentence(counts) - 84.6 * syllablesPerWord(counts);
  const band = bandOf(-value, [-90, -70, -50, -30]);
  return { formula: 'flesch-reading-ease', value: round(value), band, source: 'Flesch 1948, Journal of Applied Psychology 32(3)' };
}

/** J. P. Kincaid et al., "Derivation of new readability formulas", Naval Technical Training Command, 1975: a US school grade. */
function kincaidGrade(counts: Counts): ReadabilityScore {
  const value = 0.39 * perSentence(counts) + 11.8 * syllablesPerWord(counts) - 15.59;
  return {
    formula: 'flesch-kincaid-grade',
    value: round(value),
    band: bandOf(value, [5, 8, 12, 16]),
    source: 'Kincaid et al. 1975, Research Branch Report 8-75',
  };
}

/** P. Lucisano, M. E. Piemontese, "Gulpease: una formula per la predizione della difficoltà dei testi in lingua italiana", 1988. */
function gulpease({ sentences, words }: Counts): ReadabilityScore {
  const letters = words.reduce((sum, word) => sum + [...word].length, 0);
  const value = Math.min(100, Math.max(0, 89 + (300 * sentences - 10 * letters) / words.length));
  return {
    formula: 'gulpease',
    value: round(value),
    band: bandOf(-value, [-90, -80, -60, -40]),
    source: 'Lucisano & Piemontese 1988, Scuola e città 39(3)',
  };
}

/** C. H. Björnsson, "Läsbarhet", 1968: words a sentence and the share of words with more than six letters. */
function lix(counts: Counts): ReadabilityScore {
  const long = counts.words.filter((word) => [...word].length > 6).length;
  const value = perSentence(counts) + (100 * long) / counts.words.length;
  return { formula: 'lix', value: round(value), band: bandOf(value, [25, 35, 45, 55]), source: 'Björnsson 1968, Läsbarhet' };
}

const bands: readonly Band[] = ['very-easy', 'easy', 'medium', 'hard'];

/** The first band whose limit the value does not pass; beyond all, very hard. */
const bandOf = (value: number, limits: readonly [number, number, number, number]): Band =>
  bands[limits.findIndex((limit) => value <= limit)] ?? 'very-hard';

/** Vowel groups, without a silent ending: what the formulas' programs have always counted. */
export function englishSyllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters
    .replace(/(?<![td])ed$/, '')
    .replace(/(?<!s|x|z|c|g|ch|sh)es$/, '')
    .replace(/(?<!l)e$/, '')
    .replace(/(?<=[aeiouy])le$/, 'l')
    .replace(/^y/, '');
  return Math.max(1, spoken.match(/eau|[aeiouy]{1,2}/g)?.length ?? 1);
}

const round = (value: number): number => Math.round(value * 10) / 10;
