import type { Product, Variation } from '../../service/src/domains/catalogue/contract.ts';
import { product } from '../../service/src/agents/catalog/product-copy/testing/products.ts';
import { sampleCatalogue, type SamplePiece } from '../../service/launcher/sample/catalogue/index.ts';

const slug = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const decimal = (value: string): string | null => (value === '' ? null : value);

const variationOf = (piece: SamplePiece, id: number): Variation[] =>
  piece.variations.map((one, index) => ({
    id: id * 100 + index,
    sku: one.sku,
    attributes: Object.fromEntries(Object.entries(one.attributes).map(([name, value]) => [slug(name), value])),
    regular_price: decimal(one.regular_price),
    sale_price: decimal(one.sale_price),
    stock_status: one.stock > 0 ? 'instock' : 'outofstock',
    stock_quantity: one.stock,
  }));

const fromSample = (piece: SamplePiece, index: number): Product => {
  const id = 101 + index;
  const prices = piece.variations.map((one) => one.sale_price || one.regular_price);
  const images = piece.pictures.map((picture, place) => ({
    id: id * 10 + place,
    url: `http://shop.test/wp-content/uploads/2026/11/${picture.file}`,
    alt: picture.alt,
    width: 1200,
    height: 1500,
  }));
  return product({
    id,
    title: piece.title,
    type: piece.type,
    sku: piece.sku,
    short_description: piece.short_description,
    description: piece.description,
    categories: piece.categories.flatMap((path) => path),
    tags: piece.tags,
    attributes: Object.fromEntries(piece.attributes.map((one) => [slug(one.name), one.values])),
    attribute_names: Object.fromEntries(piece.attributes.map((one) => [slug(one.name), one.name])),
    variation_attributes: piece.attributes.filter((one) => one.variation).map((one) => slug(one.name)),
    regular_price: decimal(piece.regular_price),
    sale_price: decimal(piece.sale_price),
    price: decimal(piece.sale_price || piece.regular_price || (prices[0] ?? '')),
    stock_quantity: piece.stock,
    stock_status: piece.stock === 0 ? 'outofstock' : 'instock',
    weight: piece.weight,
    images,
    image_alt: Object.fromEntries(images.map((image) => [String(image.id), image.alt])),
    variations: variationOf(piece, id),
    hands_off: piece.handsOff ?? false,
  });
};

/** The sample catalogue in the shape in which the site sends it. */
export const sampleProducts = (): Product[] => sampleCatalogue.map(fromSample);
