import type { Product, SiteFacts } from '../../../../domains/catalogue/contract.ts';
import type { FieldValue } from '../../../../domains/outbox/contract.ts';
import { dataText, unsupportedTerms } from '../../../runtime/product-facts/claims.ts';
import { isPlaceholder, plainText } from '../../../runtime/product-facts/text.ts';
import type { ProductCopyOptions } from '../contract.ts';
import { altTexts, needsAlt } from './alt.ts';
import { attributesFromTexts } from './attributes.ts';
import { below, shortStanding } from './existing.ts';
import type { Piece } from './piece.ts';
import type { PlannedDescription } from './plan.ts';
import { seoDescription, seoTitle } from './seo.ts';
import { shortAddition, shortHtml, shortSentence } from './short.ts';
import { betterTags } from './tags.ts';
import { betterTitle } from './title.ts';
import { usesAvoided, type Voice } from './voice.ts';

export interface Change {
  field: string;
  after: FieldValue;
}

export interface Writing {
  product: Product;
  piece: Piece;
  voice: Voice;
  site: SiteFacts;
  language: string;
  mode: ProductCopyOptions['mode'];
  catalogue: readonly Product[];
  planned: PlannedDescription | null;
}

type Write = (writing: Writing) => Change[];

const vacant = (text: string): boolean => plainText(text) === '' || isPlaceholder(text);
const one = (field: string, after: FieldValue | null): Change[] => (after === null ? [] : [{ field, after }]);

const title: Write = ({ product, piece, mode }) => (mode === 'improve' ? one('title', betterTitle(product.title, piece)) : []);

const shortDescription: Write = ({ product, piece, mode }) => {
  const standing = shortStanding(product, piece);
  if (standing === 'empty' || (mode === 'improve' && standing === 'replace')) {
    const sentence = shortSentence(piece, `${product.id}|${product.title}`);
    return one('short_description', sentence === null ? null : shortHtml(sentence));
  }
  if (mode !== 'improve' || standing !== 'keep-and-add') return [];
  const more = shortAddition(piece);
  if (more === null) return [];
  const html = product.short_description.trim();
  return one(
    'short_description',
    /<p/i.test(html) ? below(html, `<p>${shortHtml(more)}</p>`) : `${html}${/[.!?…]$/.test(html) ? '' : '.'} ${shortHtml(more)}`,
  );
};

const description: Write = ({ product, mode, planned }) =>
  planned && (mode === 'improve' || vacant(product.description)) ? one('description', planned.html) : [];

const seo: Write = ({ product, piece, site }) => [
  ...(vacant(product.seo_title) ? one('seo_title', seoTitle(piece, product, site)) : []),
  ...(vacant(product.seo_description) ? one('seo_description', seoDescription(piece, product, site)) : []),
];

const attributes: Write = ({ piece, product, catalogue, language }) =>
  attributesFromTexts(piece, product, catalogue, language).map(({ slug, values }) => ({ field: `attributes.${slug}`, after: values }));

const tags: Write = ({ product, piece, mode }) =>
  mode === 'improve' || product.tags.length === 0 ? one('tags', betterTags(piece, product.tags)) : [];

const alts: Write = ({ product, piece, mode }) => {
  const kept = new Map(
    product.images
      .filter((image) => !needsAlt(product.image_alt[String(image.id)] ?? ''))
      .map((image) => [image.id, product.image_alt[String(image.id)] ?? '']),
  );
  const seen = new Set<string>();
  // A second picture with the same alt text gets one of its own.
  for (const [id, alt] of kept) {
    if (mode === 'improve' && seen.has(alt.toLowerCase())) kept.delete(id);
    seen.add(alt.toLowerCase());
  }
  return [...altTexts(piece, product.images, kept)].map(([id, after]) => ({ field: `image_alt.${id}`, after }));
};

const writers: readonly Write[] = [title, shortDescription, description, seo, attributes, tags, alts];

const textOf = (change: Change, site: SiteFacts): string => {
  const text = Array.isArray(change.after) ? change.after.join(', ') : change.after;
  return change.field.startsWith('seo_') ? text.replaceAll(site.name, ' ') : text;
};

/** Words of the owner's that stay in a text are not ours to judge. */
const fresh = (change: Change, product: Product): boolean =>
  !(
    change.field === 'title' ||
    (typeof change.after === 'string' && change.field.endsWith('description') && vacant(product[change.field as 'description']) === false)
  );

/**
 * Everything the built-in writer proposes for a piece. As a last guard each text is held against the closed lists: one that
 * says what the data does not, or uses a word the brand avoids, is left out.
 */
export const writeFields = (writing: Writing): Change[] => {
  const data = dataText(writing.product);
  return writers
    .flatMap((write) => write(writing))
    .filter((change) => unsupportedTerms(textOf(change, writing.site), data).length === 0)
    .filter((change) => !fresh(change, writing.product) || !usesAvoided(textOf(change, writing.site), writing.voice));
};
