import { useCallback, useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { listContent, listProducts } from '../../ui/api/endpoints.ts';
import type { ContentItem, Page, Product } from '../../ui/api/types.ts';
import { kindLabel, targetImage } from '../../ui/proposals/labels.ts';
import { type Loaded, useLoad } from '../../ui/use-load.ts';

/** Something that can be chosen for a run, as the picker shows it. */
export interface Pickable {
  id: number;
  title: string;
  image: string | null;
  hint: string;
}

const PER_PAGE = 12;
const PAUSE = 250;

const handsOff = (marked: boolean): string => (marked ? __('hands off: agents propose nothing', 'devskyy') : '');
const hint = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' · ');

const ofProduct = (product: Product): Pickable => ({
  id: product.id,
  title: product.title,
  image: product.images[0]?.url ?? null,
  hint: hint(product.sku, product.categories[0], handsOff(product.hands_off)),
});

const states: Record<string, () => string> = {
  draft: () => __('Draft', 'devskyy'),
  pending: () => __('Pending review', 'devskyy'),
  future: () => __('Scheduled', 'devskyy'),
};

const ofText = (item: ContentItem): Pickable => ({
  id: item.id,
  title: item.title || `#${item.id}`,
  image: targetImage(item.image),
  hint: hint(kindLabel(item.kind), states[item.status]?.(), handsOff(item.hands_off)),
});

const pageOf = <T>(page: Page<T>, each: (item: T) => Pickable): Page<Pickable> => ({ ...page, items: page.items.map(each) });

/** A page of what a search finds, asked when the typing pauses. */
export const usePickable = (products: boolean, search: string, page: number): Loaded<Page<Pickable>> => {
  const [asked, setAsked] = useState(search);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(search), PAUSE);
    return () => window.clearTimeout(timer);
  }, [search]);
  return useLoad(
    useCallback(async () => {
      const query = { search: asked, page, per_page: PER_PAGE };
      return products ? pageOf(await listProducts({ ...query, language: 'default' }), ofProduct) : pageOf(await listContent(query), ofText);
    }, [asked, page, products]),
  );
};
