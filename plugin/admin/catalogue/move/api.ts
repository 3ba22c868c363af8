import { request } from '../../../ui/api/client.ts';

export type MoveStatus = 'queued' | 'running' | 'completed' | 'cancelled' | 'failed';

export interface MoveJob {
  id: string;
  status: MoveStatus;
  phase: 'products' | 'terms' | 'proposals' | 'menus' | 'tidy' | 'switch';
  progress: { done: number; total: number };
  moved: number;
  failed: { id: number; title: string; code: string; message: string; edit_url: string }[];
  failed_total: number;
  finished: string | null;
}

export interface WooCommerce {
  active: boolean;
  version: string | null;
  required: string;
  ready: boolean;
  installed: boolean;
  url: string;
}

export interface MoveState {
  job: MoveJob | null;
  catalogue: 'woocommerce' | 'built-in';
  woocommerce: WooCommerce;
}

export interface Finding {
  code: string;
  message: string;
  next: string;
  items: { id: number; title: string; edit_url: string; detail: string }[];
  total: number;
}

export interface MovePreview {
  totals: {
    products: number;
    simple: number;
    variable: number;
    variations: number;
    categories: number;
    tags: number;
    proposals: number;
    trash: number;
  };
  currency: { from: string; to: string | null };
  blockers: Finding[];
  notes: Finding[];
  consequences: string[];
}

/** Each reading of an open move works a slice off. */
export const readMove = (): Promise<MoveState> => request('move');
export const previewMove = (): Promise<MovePreview> => request('move/preview');
export const startMove = (takeCurrency: boolean): Promise<MoveJob> =>
  request('move', { method: 'POST', data: { confirm: true, take_currency: takeCurrency } });
export const stopMove = (): Promise<MoveJob> => request('move/cancel', { method: 'POST' });

export const isOpen = (job: MoveJob | null): boolean => job !== null && (job.status === 'queued' || job.status === 'running');
