import type { Post } from '../../../../domains/catalogue/contract.ts';
import { ownText } from '../../../runtime/product-facts/text.ts';
import { seoDescriptionLimit, seoTitleLimit } from '../../../runtime/writing/limits.ts';

/** A meta description shorter than this leaves most of its place empty. */
export const shortDescription = 50;

/** Whether a text may stay as it is: in `fill-empty` any own text, in `improve` one that search engines show whole. */
export const stands = (
  field: 'title' | 'excerpt' | 'seo_title' | 'seo_description',
  post: Post,
  mode: 'fill-empty' | 'improve',
): boolean => {
  const text = ownText(post[field]);
  if (text === '') return false;
  if (mode === 'fill-empty' || field === 'title' || field === 'excerpt') return true;
  if (field === 'seo_title') return text.length <= seoTitleLimit;
  return text.length >= shortDescription && text.length <= seoDescriptionLimit;
};
