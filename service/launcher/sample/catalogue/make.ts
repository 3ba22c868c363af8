import type { Look, SampleAttribute, SamplePicture, SamplePiece, SampleVariation } from './types.ts';

type Given = Partial<SamplePiece> & Pick<SamplePiece, 'slug' | 'sku' | 'title' | 'categories' | 'look'>;

const gaps = {
  type: 'simple',
  tags: [],
  attributes: [],
  short_description: '',
  description: '',
  regular_price: '',
  sale_price: '',
  stock: null,
  weight: '',
  variations: [],
} as const;

/** A piece from what is known of it; all else stays a gap. Without pictures told, it has one of its front and no alt text. */
export const piece = (given: Given): SamplePiece => ({
  ...gaps,
  tags: [],
  attributes: [],
  variations: [],
  pictures: [front(given.slug)],
  ...given,
});

export const front = (slug: string, alt = ''): SamplePicture => ({ file: `${slug}-front.webp`, alt, view: 'front' });
export const back = (slug: string, alt = ''): SamplePicture => ({ file: `${slug}-back.webp`, alt, view: 'back' });
export const detail = (slug: string, alt = ''): SamplePicture => ({ file: `${slug}-detail.webp`, alt, view: 'detail' });

/** A plain attribute; several values are given as several arguments. */
export const fact = (name: string, ...values: string[]): SampleAttribute => ({ name, values, variation: false });
/** An attribute by which the variations differ. */
export const choice = (name: string, ...values: string[]): SampleAttribute => ({ name, values, variation: true });

/** How a piece looks, with the plain case for all that is not told. */
export const look = (garment: Look['garment'], colours: string[], more: Partial<Look> = {}): Look => ({
  garment,
  colours,
  pattern: 'plain',
  length: 'regular',
  sleeve: 'none',
  neck: 'none',
  details: [],
  ...more,
});

interface Grid {
  sku: string;
  /** one or two attribute labels with their values; the variations are their product. */
  axes: [string, string[]][];
  regular: string;
  sale?: string;
  /** stock of the first, second … variation, repeated from the start when there are more variations. */
  stock: number[];
}

const code = (value: string): string =>
  value
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '')
    .slice(0, 4);

/** Every combination of the axes as a variation with its own SKU and stock. */
export const variations = (grid: Grid): SampleVariation[] => {
  let combinations: Record<string, string>[] = [{}];
  for (const [name, values] of grid.axes) {
    combinations = combinations.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  return combinations.map((attributes, index) => ({
    sku: [grid.sku, ...Object.values(attributes).map(code)].join('-'),
    attributes,
    regular_price: grid.regular,
    sale_price: grid.sale ?? '',
    stock: grid.stock[index % grid.stock.length] ?? 0,
  }));
};
