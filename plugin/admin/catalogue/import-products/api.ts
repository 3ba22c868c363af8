import { request } from '../../../ui/api/client.ts';
import type { Job } from '../../../ui/jobs/api.ts';

/** What to do with products that exist: leave them, change them and add new ones, or change them only. */
export type Mode = 'new' | 'both' | 'update';

/** The number of rows in each state; those that wait are in `create` and `update`. */
export type Counts = Partial<
  Record<
    'rows' | 'ready' | 'working' | 'made' | 'updated' | 'skipped' | 'failed' | 'undone' | 'kept' | 'flagged' | 'create' | 'update',
    number
  >
>;

export interface ProductImport extends Job {
  import: {
    mode: Mode;
    catalogue: 'woocommerce' | 'built-in';
    encoding: string;
    delimiter: string;
    /** field is '' for a column that is left out. */
    columns: { header: string; field: string; note: string }[];
    counts: Counts;
    can: { resume: boolean; undo: boolean };
  };
}

export interface ProblemRow {
  row: number;
  sku: string;
  status: string;
  product: number;
  problems: { column: string; level: 'error' | 'warning'; code: string; message: string }[];
}

export const KIND = 'import-products';

export const startImport = (upload: string, mode: Mode): Promise<ProductImport> =>
  request('imports/products', { method: 'POST', data: { upload, mode } });
export const problemRows = (id: string, after: number): Promise<ProblemRow[]> =>
  request(`imports/${id}/rows`, { query: { after, limit: 20 } });
export const problemFile = (id: string): Promise<{ name: string; text: string }> => request(`imports/${id}/errors`);
