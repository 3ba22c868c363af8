import { __, _n, sprintf } from '@wordpress/i18n';
import type { Tone } from '../../../ui/controls/badge.tsx';
import { count } from '../../../ui/format/site.ts';
import type { Counts, Mode, ProductImport } from './api.ts';

export const modes: { value: Mode; label: () => string; help: () => string }[] = [
  {
    value: 'new',
    label: () => __('Only add new products', 'devskyy'),
    help: () => __('Rows whose SKU is in the shop already are skipped.', 'devskyy'),
  },
  {
    value: 'both',
    label: () => __('Add new products and update existing ones', 'devskyy'),
    help: () => __('Existing ones are found by their SKU, or by their ID where a row has no SKU.', 'devskyy'),
  },
  {
    value: 'update',
    label: () => __('Only update existing products', 'devskyy'),
    help: () => __('Rows that match no product are skipped.', 'devskyy'),
  },
];

/** What each row would do under a choice. */
export const planned = (counts: Counts, mode: Mode): { create: number; update: number; skip: number; fail: number } => {
  const create = counts.create ?? 0;
  const update = counts.update ?? 0;
  return {
    create: mode === 'update' ? 0 : create,
    update: mode === 'new' ? 0 : update,
    skip: (mode === 'update' ? create : 0) + (mode === 'new' ? update : 0),
    fail: counts.failed ?? 0,
  };
};

export const doing = (job: ProductImport): string => {
  const words: Record<string, () => string> = {
    reading: () => __('Reading the file', 'devskyy'),
    checking: () => __('Comparing rows with the shop', 'devskyy'),
    rows: () => __('Importing products', 'devskyy'),
    links: () => __('Linking products and variations', 'devskyy'),
    pictures: () => __('Fetching pictures', 'devskyy'),
    undoing: () => __('Undoing the import', 'devskyy'),
  };
  return words[job.phase]?.() ?? __('Importing products', 'devskyy');
};

export const state = (job: ProductImport): { word: string; tone: Tone } => {
  if (job.status === 'waiting') return { word: __('Waits for your go-ahead', 'devskyy'), tone: 'info' };
  if (job.status === 'failed') return { word: __('Stopped by an error', 'devskyy'), tone: 'bad' };
  if (job.status === 'cancelled') return { word: __('Stopped', 'devskyy'), tone: 'warning' };
  if (job.status !== 'completed') return { word: doing(job), tone: 'info' };
  if (job.phase === 'undone') return { word: __('Undone', 'devskyy'), tone: 'neutral' };
  return { word: __('Done', 'devskyy'), tone: 'good' };
};

/** What came of the rows, as short sentences; nothing is said of what is none. */
export const results = (counts: Counts): string[] => {
  const said: [number | undefined, (number: number) => string][] = [
    // translators: %s: number of rows.
    [counts.made, (n) => sprintf(_n('%s row made', '%s rows made', n, 'devskyy'), count(n))],
    // translators: %s: number of rows.
    [counts.updated, (n) => sprintf(_n('%s row updated', '%s rows updated', n, 'devskyy'), count(n))],
    // translators: %s: number of rows.
    [counts.skipped, (n) => sprintf(_n('%s row skipped', '%s rows skipped', n, 'devskyy'), count(n))],
    // translators: %s: number of rows.
    [counts.failed, (n) => sprintf(_n('%s row failed', '%s rows failed', n, 'devskyy'), count(n))],
    // translators: %s: number of rows.
    [counts.undone, (n) => sprintf(_n('%s row taken back', '%s rows taken back', n, 'devskyy'), count(n))],
    // translators: %s: number of rows.
    [counts.kept, (n) => sprintf(_n('%s row not taken back', '%s rows not taken back', n, 'devskyy'), count(n))],
    // translators: %s: number of rows.
    [(counts.ready ?? 0) + (counts.working ?? 0), (n) => sprintf(_n('%s row waiting', '%s rows waiting', n, 'devskyy'), count(n))],
  ];
  return said.flatMap(([number, say]) => (number ? [say(number)] : []));
};
