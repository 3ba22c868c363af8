import { __, _n, sprintf } from '@wordpress/i18n';
import { count, day } from '../../../ui/format/site.ts';
import type { OrderImport } from './api.ts';

export const fieldName = (field: string): string =>
  ({
    number: __('Order number', 'devskyy'),
    date: __('Date', 'devskyy'),
    sku: __('SKU', 'devskyy'),
    title: __('Product’s name', 'devskyy'),
    quantity: __('Quantity', 'devskyy'),
    unit_price: __('Price of one piece', 'devskyy'),
    line_total: __('Price of the line', 'devskyy'),
    tax: __('Tax of the line', 'devskyy'),
    currency: __('Currency', 'devskyy'),
    status: __('Status', 'devskyy'),
    customer: __('Customer (e-mail or number)', 'devskyy'),
    country: __('Country', 'devskyy'),
    shipping: __('Shipping of the order', 'devskyy'),
    refunded: __('Refunded of the order', 'devskyy'),
  })[field] ?? field;

export const period = (first: string | null, last: string | null): string =>
  first && last
    ? // translators: 1: first day, 2: last day.
      sprintf(__('%1$s – %2$s', 'devskyy'), day(first.slice(0, 10)), day(last.slice(0, 10)))
    : '';

export const orderCount = (number: number): string =>
  // translators: %s: number of orders.
  sprintf(_n('%s order', '%s orders', number, 'devskyy'), count(number));

const result: Record<string, (number: number) => string> = {
  // translators: %s: number of orders.
  added: (number) => sprintf(_n('%s order added', '%s orders added', number, 'devskyy'), count(number)),
  // translators: %s: number of orders.
  same: (number) => sprintf(_n('%s was here already', '%s were here already', number, 'devskyy'), count(number)),
  other: (number) =>
    sprintf(
      // translators: %s: number of orders.
      _n('%s is here with other content and stayed', '%s are here with other content and stayed', number, 'devskyy'),
      count(number),
    ),
  // translators: %s: number of orders.
  left_out: (number) => sprintf(_n('%s left out for its errors', '%s left out for their errors', number, 'devskyy'), count(number)),
};

export const results = (job: OrderImport): string[] =>
  Object.entries(job.import.results).map(([name, number]) => result[name]?.(number ?? 0) ?? '');

export const doing = (job: OrderImport): string =>
  ({
    reading: __('Reading the file', 'devskyy'),
    writing: __('Importing orders', 'devskyy'),
    undoing: __('Taking the import back', 'devskyy'),
  })[job.phase] ?? __('Working', 'devskyy');

export const ended = (job: OrderImport): string => {
  if (job.status === 'failed') return __('The import has failed.', 'devskyy');
  if (job.status === 'cancelled') return __('The import was stopped.', 'devskyy');
  return job.phase === 'undone' ? __('The import was taken back.', 'devskyy') : __('The orders are imported.', 'devskyy');
};
