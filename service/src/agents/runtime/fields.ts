import { postField, productField, type Product, type Target } from '../../domains/catalogue/contract.ts';
import type { FieldValue } from '../../domains/outbox/contract.ts';
import { joinParts } from './content-parts.ts';

/** The current value of a field path; undefined when the target has no such place (an image that is not its own). */
export function currentValue(target: Target, field: string): FieldValue | undefined {
  if (isPost(target))
    return field === 'content' ? joinParts(target.parts) : target[field as 'title' | 'excerpt' | 'seo_title' | 'seo_description'];
  const [first = '', ...rest] = field.split('.');
  const key = rest.join('.');
  if (first === 'attributes') return target.attributes[key] ?? [];
  if (first === 'image_alt') return target.image_alt[key];
  return target[first as 'title' | 'short_description' | 'description' | 'seo_title' | 'seo_description' | 'tags' | 'categories'];
}

const isPost = (target: Target): target is Exclude<Target, Product> => target.kind === 'post' || target.kind === 'page';

/** Whether a path is on the closed list of the kind, whatever the agent says of itself. */
export const isKnownField = (field: string, kind: Target['kind']): boolean =>
  (kind === 'post' || kind === 'page' ? postField : productField).safeParse(field).success;

/** Attributes that make variations carry stock and prices: they are never proposed for change. */
export const isVariationAttribute = (target: Target, field: string): boolean =>
  !isPost(target) && field.startsWith('attributes.') && target.variation_attributes.includes(field.slice('attributes.'.length));

/** Whether the owner asked for this field: named in full, or by its first part. */
export const isWanted = (field: string, wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.includes(field) || wanted.includes(field.split('.')[0]!);

export const sameValue = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b);
