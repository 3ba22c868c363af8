import { productField, type Product } from '../../domains/catalogue/contract.ts';
import type { FieldValue } from '../../domains/outbox/contract.ts';

/** The current value of a field path; undefined when the product has no such place (an image that is not its own). */
export function currentValue(product: Product, field: string): FieldValue | undefined {
  const [first = '', ...rest] = field.split('.');
  const key = rest.join('.');
  if (first === 'attributes') return product.attributes[key] ?? [];
  if (first === 'image_alt') return product.image_alt[key];
  return product[first as 'title' | 'short_description' | 'description' | 'seo_title' | 'seo_description' | 'tags' | 'categories'];
}

/** Whether a path is on the closed list, whatever the agent says of itself. */
export const isKnownField = (field: string): boolean => productField.safeParse(field).success;

/** Attributes that make variations carry stock and prices: they are never proposed for change. */
export const isVariationAttribute = (product: Product, field: string): boolean =>
  field.startsWith('attributes.') && product.variation_attributes.includes(field.slice('attributes.'.length));

/** Whether the owner asked for this field: named in full, or by its first part. */
export const isWanted = (field: string, wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.includes(field) || wanted.includes(field.split('.')[0]!);

export const sameValue = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b);
