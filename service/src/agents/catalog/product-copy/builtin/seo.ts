import type { Product, SiteFacts } from '../../../../domains/catalogue/contract.ts';
import { hasTerm } from '../../../runtime/product-facts/text.ts';
import { capital, chooser, hash, list } from './grammar.ts';
import type { Piece } from './piece.ts';
import { detailsOf } from './short.ts';
import { tellingFacts } from './substance.ts';
import { cleanTitle } from './title.ts';

/** Search engines cut off after about this many characters. */
export const seoTitleLimit = 60;
export const seoDescriptionLimit = 155;
const seoDescriptionAim = 70;

const titleCase = (text: string): string =>
  text
    .split(' ')
    .map((word) => (word === 'and' ? word : capital(word)))
    .join(' ');

/** The words of the cloth that the title does not say already. */
export const clothBeyondTitle = (piece: Piece): string => {
  const words = piece.cloth.split(' ');
  const fresh = words.filter((word) => word === 'and' || !hasTerm(piece.title, word));
  if (fresh.length === words.length) return piece.cloth;
  return fresh.filter((word) => word !== 'and').length > 0 && !fresh.includes('and') && fresh.every((word, index) => word === words[index])
    ? fresh.join(' ')
    : '';
};

/** The title with what tells it apart and the shop's name, as far as 60 characters go; null when nothing fits. */
export const seoTitle = (piece: Piece, product: Product, site: SiteFacts): string | null => {
  const title = cleanTitle(product.title);
  if (title === '') return null;
  const more = clothBeyondTitle(piece);
  const cloth = more ? ` in ${titleCase(more)}` : '';
  const brand = site.name.trim() === '' ? '' : ` | ${site.name.trim()}`;
  return [`${title}${cloth}${brand}`, `${title}${brand}`, `${title}${cloth}`, title].find((one) => one.length <= seoTitleLimit) ?? null;
};

/** Two or three facts as a search result shows them; null when there are none beyond the title. */
export const seoDescription = (piece: Piece, product: Product, site: SiteFacts): string | null => {
  if (!piece.read.garment || tellingFacts(piece).length === 0) return null;
  const choose = chooser(hash(`seo|${product.id}|${product.title}`));
  const title = cleanTitle(product.title);
  const details = detailsOf(piece);
  const beyond = clothBeyondTitle(piece);
  const first = [
    `${title}${beyond ? ` in ${beyond}` : ''}${details.length > 0 ? ` with ${list(details.slice(0, 3))}` : ''}.`,
    `${title}${beyond ? ` in ${beyond}` : ''}.`,
    `${title}.`,
  ];
  let text = first.find((one) => one.length <= seoDescriptionLimit);
  if (!text) return null;
  const colours = piece.colours.length > 1 ? `${choose(['Choose', 'In'])} ${list(piece.colours, 'or')}.` : '';
  const sizes = piece.sizes ? (piece.sizes.one ? '' : `${choose(['Sizes', 'In sizes'])} ${piece.sizes.text}.`) : '';
  const origin = piece.origin ? `Made in ${piece.origin}.` : '';
  const measures = piece.measures.length > 0 ? `${capital(piece.pair ? 'they' : 'it')} ${list(piece.measures)}.` : '';
  const care = piece.care.length > 0 ? `${capital(list(piece.care))}.` : '';
  const rest =
    choose([
      [colours, origin, sizes, measures, care],
      [colours, sizes, origin, care, measures],
      [measures, colours, sizes, care, origin],
    ]) ?? [];
  for (const sentence of rest) if (sentence && text.length + 1 + sentence.length <= seoDescriptionLimit) text = `${text} ${sentence}`;
  const shop = site.name.trim() ? ` ${choose(['See it at', 'From', 'At'])} ${site.name.trim()}.` : '';
  if (text.length < seoDescriptionAim && shop && text.length + shop.length <= seoDescriptionLimit)
    text += shop.replace('See it', piece.pair ? 'See them' : 'See it');
  return text;
};
