import type { ContentPart, Post } from '../../../domains/catalogue/contract.ts';
import { isPlaceholder, ownText, plainText } from '../../runtime/product-facts/text.ts';

/** A piece of running text, with its place in the post for the evidence. */
export interface Line {
  text: string;
  source: string;
}

/** What a post says: its headings and its paragraphs, in their order. */
export interface Reading {
  headings: Line[];
  paragraphs: Line[];
}

const numbered = (texts: readonly string[], name: string): Line[] =>
  texts
    .map((text) => text.trim())
    .filter((text) => text !== '' && !isPlaceholder(text))
    .map((text, at) => ({ text, source: `${name} ${at + 1}` }));

/** Texts that were written before blocks: html, or bare lines that WordPress makes paragraphs of. */
const classic = (html: string): Reading => {
  const bare = html.replace(/<(script|style|table|figure|blockquote|pre|ul|ol)\b[\s\S]*?<\/\1\s*>/gi, '\n\n');
  const headings = [...bare.matchAll(/<h[1-6]\b[^>]*>([\s\S]*?)<\/h[1-6]\s*>/gi)].map((found) => plainText(found[1] ?? ''));
  const texts = bare
    .replace(/<h[1-6]\b[\s\S]*?<\/h[1-6]\s*>/gi, '\n\n')
    .split(/<\/?(?:p|div)\b[^>]*>|\n\s*\n/i)
    .map(plainText);
  return { headings: numbered(headings, 'heading'), paragraphs: numbered(texts, 'paragraph') };
};

const words = (parts: readonly ContentPart[], kind: ContentPart['kind']): string[] =>
  parts.filter((part) => part.kind === kind).map((part) => plainText(part.text));

/** Reads a post's own words; of blocks that are not core's, shortcodes and pictures it reads nothing. */
export const readPost = (post: Post): Reading => {
  const whole = post.parts.map((part) => part.text).join('');
  if (!/<!--\s+wp:/.test(whole)) return classic(whole);
  return { headings: numbered(words(post.parts, 'heading'), 'heading'), paragraphs: numbered(words(post.parts, 'paragraph'), 'paragraph') };
};

/** Everything that the post says, as one text: what new words are held against. */
export const dataText = (post: Post): string =>
  [post.title, post.excerpt, post.seo_title, post.seo_description, ...post.categories, ...post.tags, ...post.parts.map((part) => part.text)]
    .map(ownText)
    .join('\n');

const segmenters = new Map<string, Intl.Segmenter>();

const segmenter = (language: string): Intl.Segmenter => {
  const tag = language.replace('_', '-').split('-').slice(0, 1).join('-');
  let found = segmenters.get(tag);
  if (!found) {
    found = new Intl.Segmenter(Intl.Segmenter.supportedLocalesOf([tag]).length > 0 ? tag : 'en', { granularity: 'sentence' });
    segmenters.set(tag, found);
  }
  return found;
};

const ends = /[.!?…。！？؟।]["'”’»)\]]*$/u;

/** The whole sentences of a paragraph that can stand alone: no address, no bare label. */
export const sentencesOf = ({ text, source }: Line, language: string): Line[] =>
  [...segmenter(language).segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => ends.test(sentence) && sentence.length >= 20 && !/https?:\/\/|www\.|\S@\S/i.test(sentence))
    .map((sentence) => ({ text: sentence, source }));
