import type { Post, SiteFacts } from '../../../../domains/catalogue/contract.ts';
import { hasTerm, ownText } from '../../../runtime/product-facts/text.ts';
import { seoDescriptionLimit, seoTitleLimit } from '../../../runtime/writing/limits.ts';
import { type Line, type Reading, sentencesOf } from '../reading.ts';
import { shortDescription } from './standing.ts';

export interface Material {
  post: Post;
  reading: Reading;
  site: SiteFacts;
  language: string;
  /** words that the brand does not use. */
  avoid: readonly string[];
}

/** A text made of the post's own words, with where they stand. */
export interface Extract {
  text: string;
  lines: Line[];
}

type Found = Extract | { needs: string };

/** An excerpt as lists show it: one to three sentences. */
const excerptLimit = 220;
const excerptLeast = 40;
/** How far into the text an opening is looked for. */
const looked = 12;

const sentences = ({ reading, language, avoid }: Material): Line[] =>
  reading.paragraphs
    .slice(0, looked)
    .flatMap((line) => sentencesOf(line, language))
    .filter((sentence) => !avoid.some((word) => hasTerm(sentence.text, word)));

const joined = (lines: readonly Line[]): string => lines.map((line) => line.text).join(' ');

/** Sentences that follow each other from a beginning, as many as fit. */
const run = (all: readonly Line[], start: number, limit: number): Line[] => {
  const taken: Line[] = [];
  for (const line of all.slice(start)) {
    if (joined([...taken, line]).length > limit) break;
    taken.push(line);
  }
  return taken;
};

/** The first run of whole sentences that is neither too short nor too long. */
const firstRun = (all: readonly Line[], least: number, limit: number): Extract | null => {
  for (let start = 0; start < Math.min(all.length, looked); start += 1) {
    const lines = run(all, start, limit);
    if (joined(lines).length >= least) return { text: joined(lines), lines };
  }
  return null;
};

/** A title only from the first heading. */
export const extractTitle = ({ reading }: Material): Found => {
  const [heading] = reading.headings;
  return heading && heading.text.length <= 120 ? { text: heading.text, lines: [heading] } : { needs: 'a title, or a heading in the text' };
};

/** The first sentences. */
export const extractExcerpt = (material: Material): Found =>
  firstRun(sentences(material), excerptLeast, excerptLimit) ?? {
    needs: `a paragraph with a whole sentence of at most ${excerptLimit} characters near the beginning`,
  };

/** Whole sentences of the author's own excerpt, else of the text, that search engines show uncut. */
export const extractDescription = (material: Material): Found => {
  const excerpt = sentencesOf({ text: ownText(material.post.excerpt), source: 'excerpt' }, material.language);
  return (
    firstRun(excerpt, shortDescription, seoDescriptionLimit) ??
    firstRun(sentences(material), shortDescription, seoDescriptionLimit) ?? {
      needs: `a sentence of ${shortDescription} to ${seoDescriptionLimit} characters near the beginning of the text`,
    }
  );
};

/** The title with the site's name, as far as 60 characters go; of a long title its first part. */
export const extractSeoTitle = ({ post, reading, site }: Material): Found => {
  const title = ownText(post.title) || (reading.headings[0]?.text ?? '');
  if (title === '') return { needs: 'a title' };
  const head = title.split(/\s[–—|-]\s|:\s/)[0]?.trim() ?? '';
  const name = site.name.trim();
  const brand = name === '' || hasTerm(title, name) ? '' : ` | ${name}`;
  const forms = [`${title}${brand}`, title, ...(head.length >= 10 ? [`${head}${brand}`, head] : [])];
  const text = forms.find((one) => one.length <= seoTitleLimit);
  const source = ownText(post.title) ? 'title' : 'heading 1';
  return text ? { text, lines: [{ text: title, source }] } : { needs: `a title of at most ${seoTitleLimit} characters` };
};
