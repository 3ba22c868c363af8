import type { TextNote } from '../contract.ts';
import { functionWordsOf, sentencesOf, subjectsOf, withoutMarks, wordsOf } from './segment.ts';

const most = 5;
const longest = 70;

/**
 * Other headings made of the text's own words: its weightiest phrases (RAKE; Rose et al., "Automatic keyword extraction from individual
 * documents", 2010) and the first clauses of its most central sentences. One a line, as a list.
 */
export function headingsOf(heading: string, body: string, locale: string): { text: string; notes: TextNote[] } {
  const text = withoutMarks(body.trim() === '' ? heading : body);
  const phrases = phrasesOf(text, locale);
  const [first, second] = phrases;
  const pair = first && second ? [`${capital(first)}: ${second}`] : [];
  const candidates = [...clausesOf(text, locale), ...phrases.slice(0, 2).map(capital), ...pair, ...phrases.slice(2).map(capital)];
  const own = fold(withoutMarks(heading));
  const seen = new Set([own]);
  const chosen: string[] = [];
  for (const candidate of candidates) {
    const key = fold(candidate);
    if (chosen.length === most || candidate.length > longest || key.length < 4 || seen.has(key)) continue;
    seen.add(key);
    chosen.push(candidate);
  }
  return {
    text: chosen.map((candidate) => `- ${candidate}`).join('\n'),
    notes: chosen.length === 0 ? [{ code: 'no-headings', text: '' }] : [],
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Runs of words between function words and punctuation, two to four words each, weightiest first. */
function phrasesOf(text: string, locale: string): string[] {
  const skipped = functionWordsOf(locale);
  if (!skipped) return [];
  const runs = text
    .split(/[.,;:!?()\[\]"“”„«»\n–—|/]+/)
    .flatMap((part) => runsOf(part, locale, skipped))
    .filter((run) => run.length > 0);
  const weight = weightsOf(runs);
  const score = (run: readonly string[]): number => run.reduce((sum, word) => sum + (weight.get(word.toLowerCase()) ?? 0), 0);
  const usable = runs.filter((run) => run.length >= 2 && run.length <= 4 && run.some((word) => word.length > 3));
  return usable.sort((a, b) => score(b) - score(a)).map((run) => run.join(' '));
}

function runsOf(part: string, locale: string, skipped: ReadonlySet<string>): string[][] {
  const runs: string[][] = [[]];
  for (const word of wordsOf(part, locale)) {
    if (skipped.has(word.toLowerCase())) runs.push([]);
    else runs.at(-1)!.push(word);
  }
  return runs;
}

/** RAKE's deg(w) / freq(w). */
function weightsOf(runs: readonly string[][]): Map<string, number> {
  const degree = new Map<string, number>();
  const count = new Map<string, number>();
  for (const run of runs) {
    for (const word of run.map((one) => one.toLowerCase())) {
      degree.set(word, (degree.get(word) ?? 0) + run.length);
      count.set(word, (count.get(word) ?? 0) + 1);
    }
  }
  return new Map([...degree].map(([word, value]) => [word, value / (count.get(word) ?? 1)]));
}

/** First clauses of the sentences that share most with the others. */
function clausesOf(text: string, locale: string): string[] {
  const sentences = sentencesOf(text, locale);
  const subjects = sentences.map((sentence) => subjectsOf(sentence, locale));
  const central = (at: number): number =>
    subjects.reduce((sum, other, index) => (index === at ? sum : sum + [...subjects[at]!].filter((one) => other.has(one)).length), 0);
  return sentences
    .map((sentence, at) => ({ clause: sentence.split(/[,;:–—(]|\s-\s/)[0]!.replace(/[.!\s]+$/, ''), weight: central(at) }))
    .filter(({ clause }) => clause.length >= 12 && clause.length <= longest)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 2)
    .map(({ clause }) => capital(clause));
}
