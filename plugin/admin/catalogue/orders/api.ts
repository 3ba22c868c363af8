import { request, requestPage } from '../../../ui/api/client.ts';
import type { Page } from '../../../ui/api/types.ts';
import type { Job } from '../../../ui/jobs/api.ts';

export interface OrderImport extends Job {
  import: {
    counts: { rows: number; wrong: number; orders: number; broken: number };
    /** sum of all right lines by currency. */
    sums: Record<string, number>;
    first: string | null;
    last: string | null;
    results: Partial<Record<'added' | 'same' | 'other' | 'left_out', number>>;
    can: { start: boolean; resume: boolean; undo: boolean };
  };
}

export interface OrdersState {
  sources: { source: 'woocommerce' | 'imported'; orders: number; first: string | null; last: string | null }[];
  imports: { id: string; name: string; user: string; created: string; orders: number; first: string | null; last: string | null }[];
  snapshot: { synced: string | null; orders: number | null; waiting: number };
}

export interface Look {
  name: string;
  header: string[];
  rows: string[][];
  fields: string[];
  map: Record<string, number>;
  date_formats: string[];
  date_fits: string[];
  decimal: '.' | ',' | null;
  currency: string;
}

/** What the person says of the file; nothing of it is guessed when it is read. */
export interface Reading {
  map: Record<string, number>;
  date_format: string;
  decimal: string;
  currency: string;
  prices: string;
}

export interface WrongRow {
  line: number;
  number: string;
  errors: { column: string; message: string }[];
}

export const readState = (): Promise<OrdersState> => request('orders/state');
export const inspect = (upload: string): Promise<Look> => request('orders/imports/inspect', { method: 'POST', data: { upload } });
export const startImport = (upload: string, reading: Reading): Promise<OrderImport> =>
  request('orders/imports', { method: 'POST', data: { upload, ...reading } });
export const wrongRows = (id: string, page: number): Promise<Page<WrongRow>> =>
  requestPage(`orders/imports/${id}/rows`, { query: { page, per_page: 20 } });
export const undoImport = (id: string): Promise<OrderImport> => request(`orders/imports/${id}/undo`, { method: 'POST' });
