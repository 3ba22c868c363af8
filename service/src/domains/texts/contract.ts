import { z } from 'zod';
import { money } from '../runs/contract.ts';

export const textAction = z.enum(['write', 'rewrite', 'shorten', 'translate', 'headings', 'readability']);
export const textTone = z.enum(['warm', 'plain', 'refined', 'playful']);
export const textLength = z.enum(['short', 'medium', 'long']);

const locale = z
  .string()
  .max(20)
  .regex(/^[a-z]{2,3}([_-][a-z0-9]{1,8})*$/i, 'A language is written like en_US or de');

/**
 * What somebody at the editor asks for. Passages and answers are plain words with a little Markdown: blank lines between paragraphs,
 * "## " before a heading, "- " or "1. " before an item of a list, ** and * for strong and emphasised words.
 */
export const textRequest = z.object({
  action: textAction,
  /** the words to work on; empty for `write` only. */
  passage: z.string().max(20_000).default(''),
  /** what to write, or what to heed. */
  instruction: z.string().max(2_000).default(''),
  /** what stands below a heading, for headings that name it. */
  surroundings: z.string().max(6_000).default(''),
  /** the block that the answer goes into. */
  kind: z.enum(['paragraph', 'heading', 'list', 'blocks']).default('blocks'),
  /** the language to write in; null: that of the passage, else the shop's. */
  language: locale.nullable().default(null),
  /** null: the brand's own. */
  tone: textTone.nullable().default(null),
  length: textLength.default('medium'),
  post: z.object({ title: z.string().max(300), kind: z.string().max(40) }).default({ title: '', kind: 'post' }),
  actor: z.object({ id: z.int().positive(), name: z.string().max(250) }),
});

export const textStatus = z.enum(['running', 'completed', 'failed', 'cancelled']);

/** What is to be known of a text besides its words. `text` is a passage's own sentence or word, or empty. */
export const textNote = z.object({
  code: z.enum(['cut', 'sentence-dropped', 'words-dropped', 'nothing-redundant', 'no-headings', 'rules-for-english']),
  text: z.string(),
});

export const readabilityScore = z.object({
  formula: z.enum(['flesch-reading-ease', 'flesch-kincaid-grade', 'gulpease', 'lix']),
  value: z.number(),
  /** how hard a text of this score is to read, by the formula's own author. */
  band: z.enum(['very-easy', 'easy', 'medium', 'hard', 'very-hard']),
  /** where the formula was published. */
  source: z.string(),
});

/** Figures by rule; `scores` is empty for languages that no formula here is made for. */
export const readability = z.object({
  language: z.string(),
  sentences: z.int(),
  words: z.int(),
  words_per_sentence: z.number(),
  /** sentences of more than `limit` words, the longest first. */
  long: z.object({ limit: z.int(), count: z.int(), examples: z.array(z.object({ words: z.int(), text: z.string() })) }),
  scores: z.array(readabilityScore),
});

export const textError = z.object({ code: z.string(), message: z.string(), next: z.string().nullable(), retryable: z.boolean() });

/** A text as far as it has come. `text` begins at `offset` (UTF-16 code units); `length` is the whole, and the next `after`. */
export const textState = z
  .object({
    id: z.uuid(),
    action: textAction,
    status: textStatus,
    offset: z.int(),
    text: z.string(),
    length: z.int(),
    author: z.object({ agent: z.literal('editor-text'), provider: z.string(), model: z.string().nullable() }),
    cost: money,
    notes: z.array(textNote),
    figures: readability.nullable(),
    error: textError.nullable(),
    /** WordPress user. */
    actor: z.int(),
    created: z.iso.datetime(),
    finished: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Text' });

/** One event of the stream: more words, a sign of life, or the end with everything but the words. */
export const textEvent = z.union([
  z.object({ type: z.literal('text'), offset: z.int(), text: z.string() }),
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('end'), state: textState }),
]);

/** What can be had here now: a model that writes, or the rules alone. */
export const textOffer = z.object({
  /** null: the rules alone. */
  model: z.object({ provider: z.string(), model: z.string() }).nullable(),
  /** why no model writes, and what to do about it. */
  missing: z.object({ message: z.string(), next: z.string().nullable() }).nullable(),
  /** actions that need no model. */
  without_model: z.array(textAction),
});

export type TextAction = z.output<typeof textAction>;
export type TextTone = z.output<typeof textTone>;
export type TextLength = z.output<typeof textLength>;
export type TextRequest = z.output<typeof textRequest>;
export type TextStatus = z.output<typeof textStatus>;
export type TextNote = z.output<typeof textNote>;
export type Readability = z.output<typeof readability>;
export type ReadabilityScore = z.output<typeof readabilityScore>;
export type TextError = z.output<typeof textError>;
export type TextState = z.output<typeof textState>;
export type TextEvent = z.output<typeof textEvent>;
export type TextOffer = z.output<typeof textOffer>;
