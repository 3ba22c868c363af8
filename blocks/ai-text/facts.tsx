import { __, _n, sprintf } from '@wordpress/i18n';
import { isolate } from '../../plugin/ui/format/isolate.ts';
import { formatCost } from '../../plugin/ui/format/money.ts';
import { languageTag } from '../../plugin/ui/format/locale.ts';
import type { Readability, Text, TextNote } from '../../plugin/ui/texts/types.ts';
import { editorPage } from './page.ts';

const number = (value: number): string => new Intl.NumberFormat(languageTag(editorPage().locale)).format(value);

const formulas: Record<Readability['scores'][number]['formula'], () => string> = {
  'flesch-reading-ease': () => __('Flesch reading ease (0 to 100, higher is easier)', 'devskyy'),
  'flesch-kincaid-grade': () => __('Flesch–Kincaid grade (years of US school)', 'devskyy'),
  gulpease: () => __('Gulpease index (0 to 100, higher is easier)', 'devskyy'),
  lix: () => __('LIX (lower is easier)', 'devskyy'),
};

const bands: Record<Readability['scores'][number]['band'], () => string> = {
  'very-easy': () => __('very easy', 'devskyy'),
  easy: () => __('easy', 'devskyy'),
  medium: () => __('medium', 'devskyy'),
  hard: () => __('hard', 'devskyy'),
  'very-hard': () => __('very hard', 'devskyy'),
};

/** Passages with fewer words give scores that jump with each word; the formulas were made on samples of 100. */
const fewWords = 100;

const Scores = ({ figures }: { figures: Readability }) => (
  <>
    <dl className="devskyy-text__figures">
      {figures.scores.map(({ formula, value, band, source }) => (
        <div key={formula}>
          <dt>{formulas[formula]()}</dt>
          <dd>
            <strong>{number(value)}</strong> {bands[band]()} <small>{source}</small>
          </dd>
        </div>
      ))}
    </dl>
    {figures.scores.length === 0 && (
      <p>{__('No readability formula is known here for this language; the counts hold in every language.', 'devskyy')}</p>
    )}
    {figures.scores.length > 0 && figures.words < fewWords && (
      <p className="devskyy-text__muted">{__('The passage has fewer than 100 words: take the scores as a rough hint.', 'devskyy')}</p>
    )}
  </>
);

/** How the passage reads, by rule: counts, scores with their source, and the longest sentences. */
export const Figures = ({ figures }: { figures: Readability }) => (
  <section className="devskyy-text__facts" aria-label={__('Readability', 'devskyy')}>
    <p>
      {sprintf(
        // translators: 1: number of words, 2: number of sentences, 3: words per sentence.
        __('Words: %1$s. Sentences: %2$s. Words per sentence: %3$s.', 'devskyy'),
        number(figures.words),
        number(figures.sentences),
        number(figures.words_per_sentence),
      )}
    </p>
    <Scores figures={figures} />
    {figures.long.count > 0 && (
      <>
        <p>
          {sprintf(
            // translators: 1: number of sentences, 2: number of words.
            _n('%1$s sentence has more than %2$s words:', '%1$s sentences have more than %2$s words:', figures.long.count, 'devskyy'),
            number(figures.long.count),
            number(figures.long.limit),
          )}
        </p>
        <ul>
          {figures.long.examples.map(({ text, words }) => (
            <li key={text}>
              <q>
                <bdi>{text}</bdi>
              </q>{' '}
              ({number(words)})
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
);

const noteText = ({ code, text }: TextNote): string => {
  const said: Record<TextNote['code'], string> = {
    cut: __('The text was cut off at the length limit: its end is missing.', 'devskyy'),
    // translators: %s: a sentence of the passage.
    'sentence-dropped': sprintf(__('Left out, as it stands elsewhere in the passage: “%s”', 'devskyy'), isolate(text)),
    // translators: %s: a word or phrase of the passage.
    'words-dropped': sprintf(__('Left out or said shorter: “%s”', 'devskyy'), isolate(text)),
    'nothing-redundant': __('Nothing in this passage repeats itself, so the rules leave nothing out.', 'devskyy'),
    'no-headings': __('The text is too short to make headings of.', 'devskyy'),
    'rules-for-english': __('The rules on wordy phrases know English only; repeated sentences are found in every language.', 'devskyy'),
  };
  return said[code];
};

/** Who wrote it, what it cost, and what is to be known of it. */
export const Facts = ({ text }: { text: Text }) => {
  const { author, cost, notes } = text;
  return (
    <>
      {notes.length > 0 && (
        <ul className="devskyy-text__notes">
          {notes.map((note, at) => (
            <li key={at}>{noteText(note)}</li>
          ))}
        </ul>
      )}
      <p className="devskyy-text__muted">
        {author.model === null
          ? __(
              'Made by rules from the passage’s own words; no model was called. With a model’s key in DevSkyy → Settings it is also rephrased.',
              'devskyy',
            )
          : // translators: 1: name of a model, 2: an amount of money or "no cost".
            sprintf(
              __('Written by %1$s, %2$s. Read it before you accept it.', 'devskyy'),
              isolate(author.model),
              formatCost(cost, editorPage().locale),
            )}
      </p>
    </>
  );
};
