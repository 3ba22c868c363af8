import { isFileNameLike, plainText } from '../../../runtime/product-facts/text.ts';
import { type Check, finding, mend, type Piece } from '../piece.ts';

/** Narrower than this, a picture looks soft on the product page of a common theme. */
const leastWidth = 600;
const longestAlt = 125;

const altsOf = (piece: Piece): { id: number; alt: string }[] =>
  piece.product.images.map(({ id }) => ({ id, alt: plainText(piece.product.image_alt[String(id)] ?? '') }));

const count = (number: number): string => (number === 1 ? 'One picture' : `${number} pictures`);
const has = (number: number): string => (number === 1 ? 'has' : 'have');

const sizes: Check = ({ product }) => {
  if (product.images.length === 0) return [finding('high', 'picture-missing', 'There is no picture.', { field: 'images' })];
  const small = product.images.filter((image) => image.width !== null && image.width < leastWidth);
  const widths = small.map((image) => `${image.width} px`).join(', ');
  return small.length > 0
    ? [
        finding(
          'medium',
          'picture-small',
          `${count(small.length)} ${small.length === 1 ? 'is' : 'are'} narrower than ${leastWidth} px (${widths}) and will look blurred.`,
          { field: 'images' },
        ),
      ]
    : [];
};

const alts: Check = (piece) => {
  const all = altsOf(piece);
  const fix = !piece.product.hands_off && piece.read.facts.length > 0 ? { agent: 'product-copy', fields: ['image_alt'] } : null;
  const empty = all.filter((one) => one.alt === '');
  const files = all.filter((one) => one.alt !== '' && isFileNameLike(one.alt));
  const long = all.filter((one) => one.alt.length > longestAlt);
  const seen = new Set<string>();
  const twice = all.filter((one) => one.alt !== '' && (seen.has(one.alt.toLowerCase()) || !seen.add(one.alt.toLowerCase())));
  const field = (id: number | undefined): string => `image_alt.${id ?? 0}`;
  return [
    ...(empty.length > 0
      ? [
          finding(
            'medium',
            'alt-missing',
            `${count(empty.length)} ${has(empty.length)} no alt text: people who cannot see it do not know what is sold.`,
            { field: field(empty[0]?.id), fix },
          ),
        ]
      : []),
    ...(files.length > 0
      ? [
          finding('medium', 'alt-file-name', `${count(files.length)} ${has(files.length)} a file name as alt text (“${files[0]?.alt}”).`, {
            field: field(files[0]?.id),
            fix,
          }),
        ]
      : []),
    ...(twice.length > 0
      ? [
          finding(
            'low',
            'alt-duplicate',
            `${count(twice.length)} ${has(twice.length)} the same alt text as another of this piece (“${twice[0]?.alt}”).`,
            { field: field(twice[0]?.id), fix: fix && { ...fix, mode: 'improve' } },
          ),
        ]
      : []),
    ...(long.length > 0
      ? [
          finding('low', 'alt-long', `${count(long.length)} ${has(long.length)} an alt text of more than ${longestAlt} characters.`, {
            field: field(long[0]?.id),
          }),
        ]
      : []),
  ];
};

/** Pictures and what they say to those who cannot see them. */
export const pictures: Check = (piece) => [...sizes(piece), ...alts(piece)];

/** Tags, attributes and categories that shops file pieces by. */
export const filing: Check = (piece) => {
  const { product } = piece;
  const attributes = Object.values(product.attributes).some((values) => values.length > 0);
  const fromTexts = piece.read.facts.filter((fact) => fact.slug === null).map((fact) => fact.kind);
  const fix = fromTexts.length > 0 && !product.hands_off ? { agent: 'product-copy', fields: ['attributes'] } : null;
  const material =
    piece.read.garment !== null &&
    attributes &&
    !piece.read.facts.some((fact) => fact.kind === 'material') &&
    !piece.read.contradictions.some((one) => one.kind === 'material');
  return [
    ...(attributes
      ? []
      : [
          finding(
            'medium',
            'attributes-missing',
            `No attribute is filled: neither filters nor texts can use what the piece is made of.${fix ? ` Its own texts already tell ${fromTexts.join(', ')}.` : ''}`,
            { field: 'attributes', fix },
          ),
        ]),
    ...(material ? [finding('low', 'material-missing', 'Nothing says what the piece is made of.', { field: 'attributes' })] : []),
    ...(product.categories.filter((category) => !/^uncategori[sz]ed$/i.test(category)).length === 0
      ? [finding('medium', 'category-missing', 'The piece is in no category: customers find it by search only.', { field: 'categories' })]
      : []),
    ...(product.sku.trim() === '' ? [finding('low', 'sku-missing', 'There is no SKU.', { field: 'sku' })] : []),
    ...(product.tags.length === 0
      ? [finding('low', 'tags-missing', 'There are no tags.', { field: 'tags', fix: mend(piece, ['tags']) })]
      : []),
  ];
};
