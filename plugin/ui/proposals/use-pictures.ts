import { useEffect, useState } from '@wordpress/element';
import { getProduct } from '../api/endpoints.ts';
import type { Proposal } from '../api/types.ts';

const attachment = (field: string): string | null => /^image_alt\.(\d+)$/.exec(field)?.[1] ?? null;

/** The address of the picture that an alt text belongs to, by field; null for fields that are not about a picture. */
export const usePictures = (proposal: Proposal): ((field: string) => string | null) => {
  const [urls, setUrls] = useState<Record<string, string>>({});
  const { id, kind } = proposal.target;
  const wanted = kind === 'product' && proposal.changes.some((change) => attachment(change.field) !== null);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    getProduct(id)
      .then((product) => current && setUrls(Object.fromEntries(product.images.map((image) => [String(image.id), image.url]))))
      .catch(() => {
        // The picture is a help for the eye; the alt text can be judged and approved without it.
        if (current) setUrls({});
      });
    return () => {
      current = false;
    };
  }, [id, wanted]);
  return (field) => {
    const picture = attachment(field);
    return picture === null ? null : (urls[picture] ?? null);
  };
};
