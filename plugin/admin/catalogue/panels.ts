import type { ComponentType } from 'react';
import { importProducts } from './import-products/index.ts';
import { moveToWooCommerce } from './move/index.ts';
import { orders } from './orders/index.ts';

/** One tab of the screen: a folder here, and a line in the list below. */
export interface CataloguePanel {
  /** its word in the page's address. */
  name: string;
  title: () => string;
  Panel: ComponentType;
  /** whether the site has it; the screen leaves it out otherwise. */
  shown?: () => boolean;
}

export const panels: CataloguePanel[] = [importProducts, orders, moveToWooCommerce];
