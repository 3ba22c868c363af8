import { isPlaceholder, plainText, wordCount } from '../../../runtime/product-facts/text.ts';
import { type Check, finding, mend, rewrite } from '../piece.ts';

const thinDescription = 20;

const title: Check = ({ product, read }) => {
  const text = plainText(product.title);
  if (text === '') return [finding('high', 'title-missing', 'The piece has no title.', { field: 'title' })];
  const doubtful = /^\s|\s\s|\s$/.test(product.title) || /\p{Lu}{4,}/u.test(text) || text === text.toLowerCase();
  return doubtful
    ? [
        finding('low', 'title-untidy', `The title “${product.title}” has odd spacing or capitals.`, {
          field: 'title',
          fix: product.hands_off || read.facts.length === 0 ? null : { agent: 'product-copy', fields: ['title'], mode: 'improve' },
        }),
      ]
    : [];
};

const description: Check = (piece) => {
  const html = piece.product.description;
  const more = { field: 'description', fix: mend(piece, ['description'], 2) };
  const facts = more.fix ? '' : ' Add facts such as material, care or fit first, or write it yourself.';
  if (isPlaceholder(html))
    return [
      finding(
        'high',
        'description-placeholder',
        `The description is filler text (“${plainText(html).slice(0, 40)}…”), and customers can read it.${facts}`,
        more,
      ),
    ];
  const words = wordCount(html);
  if (words === 0) return [finding('high', 'description-missing', `There is no description.${facts}`, more)];
  return words < thinDescription
    ? [
        finding(
          'medium',
          'description-thin',
          `The description has ${words} ${words === 1 ? 'word' : 'words'}; a customer learns little from it.`,
          { field: 'description', fix: rewrite(piece, 'description', 2) },
        ),
      ]
    : [];
};

const shortDescription: Check = (piece) => {
  const html = piece.product.short_description;
  const more = { field: 'short_description', fix: mend(piece, ['short_description']) };
  if (isPlaceholder(html))
    return [
      finding(
        'high',
        'short-description-placeholder',
        `The short description is filler text (“${plainText(html).slice(0, 40)}”), and customers can read it.`,
        more,
      ),
    ];
  return wordCount(html) === 0 ? [finding('medium', 'short-description-missing', 'There is no short description.', more)] : [];
};

const search: Check = (piece) => {
  const { seo_title: seoTitle, seo_description: seoDescription } = piece.product;
  const missing = [...(plainText(seoTitle) === '' ? ['seo_title'] : []), ...(plainText(seoDescription) === '' ? ['seo_description'] : [])];
  if (missing.length === 0) return [];
  const names = missing.map((field) => (field === 'seo_title' ? 'SEO title' : 'meta description')).join(' and no ');
  return [
    finding('low', 'search-texts-missing', `There is no ${names}: search engines will choose the words.`, {
      field: missing[0] ?? 'seo_title',
      fix: mend(piece, missing),
    }),
  ];
};

/** Titles, descriptions and SEO texts: missing, thin or filler. */
export const texts: Check = (piece) => [...title(piece), ...description(piece), ...shortDescription(piece), ...search(piece)];
