import { tellingFacts } from '../../../runtime/product-facts/facts.ts';
import type { Product, SiteFacts } from '../../../../domains/catalogue/contract.ts';
import { hasTerm } from '../../../runtime/product-facts/text.ts';
import { seoDescriptionLimit, seoTitleLimit } from '../../../runtime/writing/limits.ts';
import { capital, chooser, hash, list } from './grammar.ts';
import type { Piece } from './piece.ts';
import { detailsOf } from './short.ts';
import { cleanTitle } from './title.ts';

const seoDescriptionAim = 70;

const titleCase = (text: string): string =>
  text
    .split(' ')
    .map((word) => (word === 'and' ? word : capital(word)))
    .join(' ');

const beyond = (part: string, title: string): string =>
  part === '' || part.split(' ').every((word) => word === 'and' || hasTerm(title, word)) ? '' : part;

/** Colour and material as far as the title does not say them already. */
export const clothBeyondTitle = (piece: Piece): string =>
  [beyond(piece.shade, piece.title), beyond(piece.fabric, piece.title)].filter(Boolean).join(' ');

/** Details that the title does not say already. */
const detailsBeyondTitle = (piece: Piece): string[] =>
  detailsOf(piece).filter(
    (detail) => !(detail.match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => /^an?$/.test(word) || hasTerm(piece.title, word)),
  );

/** The title with what tells it apart and the shop's name, as far as 60 characters go; null when nothing fits. */
export const seoTitle = (piece: Piece, product: Product, site: SiteFacts): string | null => {
  const title = cleanTitle(product.title);
  if (title === '') return null;
  const more = clothBeyondTitle(piece);
  const cloth = more ? ` in ${titleCase(more)}` : '';
  const brand = site.name.trim() === '' ? '' : ` | ${site.name.trim()}`;
  return [`${title}${cloth}${brand}`, `${title}${brand}`, `${title}${cloth}`, title].find((one) => one.length <= seoTitleLimit) ?? null;
};

const sentences = (piece: Piece): Record<'colours' | 'sizes' | 'origin' | 'measures' | 'care' | 'options', string> => ({
  colours: piece.colours.length > 1 ? `Choose ${list(piece.colours, 'or')}.` : '',
  sizes: piece.sizes && !piece.sizes.one ? `Sizes ${piece.sizes.text}.` : '',
  origin: piece.origin ? `Made in ${piece.origin}.` : '',
  measures: piece.measures.length > 0 ? `${capital(piece.pair ? 'they' : 'it')} ${list(piece.measures)}.` : '',
  care: piece.care.length > 0 ? `${capital(list(piece.care))}.` : '',
  options: piece.options.length > 0 ? `${capital(list(piece.options))}.` : '',
});

const opening = (piece: Piece, product: Product): string | null => {
  const title = cleanTitle(product.title);
  const cloth = clothBeyondTitle(piece);
  const inCloth = cloth ? ` in ${cloth}` : '';
  const details = detailsBeyondTitle(piece).slice(0, 3);
  const forms = [details.length > 0 ? `${title}${inCloth} with ${list(details)}.` : '', `${title}${inCloth}.`, `${title}.`];
  return forms.find((one) => one !== '' && one.length <= seoDescriptionLimit) ?? null;
};

const withShop = (text: string, piece: Piece, site: SiteFacts): string => {
  const name = site.name.trim();
  if (text.length >= seoDescriptionAim || name === '') return text;
  const forms = [
    `At ${name}.`,
    `See ${piece.pair ? 'them' : 'it'} at ${name}.`,
    `Have a closer look at ${piece.pair ? 'them' : 'it'} at ${name}.`,
  ].map((one) => `${text} ${one}`);
  return forms.find((one) => one.length >= seoDescriptionAim && one.length <= seoDescriptionLimit) ?? text;
};

/** Facts as a search result shows them, 70 to 155 characters; null when the data does not carry that much beyond the title. */
export const seoDescription = (piece: Piece, product: Product, site: SiteFacts): string | null => {
  const first = opening(piece, product);
  if (!piece.read.garment || tellingFacts(piece.read, piece.title).length === 0 || first === null) return null;
  const { colours, sizes, origin, measures, care, options } = sentences(piece);
  const choose = chooser(hash(`seo|${product.id}|${product.title}`));
  const orders = [
    [colours, options, origin, sizes, measures, care],
    [colours, sizes, options, origin, care, measures],
    [measures, colours, options, sizes, care, origin],
  ];
  const rest = (choose(orders) ?? []).filter(Boolean);
  const text = rest.reduce(
    (said, sentence) => (said.length + 1 + sentence.length <= seoDescriptionLimit ? `${said} ${sentence}` : said),
    first,
  );
  const whole = withShop(text, piece, site);
  return whole.length >= seoDescriptionAim ? whole : null;
};
