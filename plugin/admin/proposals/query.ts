import type { View } from '@wordpress/dataviews/wp';
import type { ProposalQuery } from '../../ui/api/types.ts';

const orders = ['created', 'title', 'status', 'agent'] as const;
type Order = (typeof orders)[number];

const isOrder = (field: string | undefined): field is Order => (orders as readonly (string | undefined)[]).includes(field);

/** What waits for a person; the list's first look. */
export const OPEN = 'pending,conflict,failed';

const valueOf = (view: View, field: string): string | undefined => {
  const value: unknown = view.filters?.find((filter) => filter.field === field)?.value;
  if (Array.isArray(value)) return value.length > 0 ? value.join(',') : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The query of devskyy/v1 for what the list shows; empty parts are left out. */
export const queryOf = (view: View, run: string): ProposalQuery => {
  const status = valueOf(view, 'status');
  const agent = valueOf(view, 'agent');
  const kind = valueOf(view, 'kind');
  const sort = view.sort;
  return {
    ...(status ? { status } : {}),
    ...(agent ? { agent } : {}),
    ...(kind ? { kind } : {}),
    ...(run ? { run } : {}),
    ...(view.search ? { search: view.search } : {}),
    ...(sort && isOrder(sort.field) ? { orderby: sort.field, order: sort.direction } : {}),
    page: view.page ?? 1,
    per_page: view.perPage ?? 20,
  };
};

/** The same without page and order: what a bulk action over everything shown means. */
export const filterOf = (query: ProposalQuery): ProposalQuery => {
  const { page: _page, per_page: _size, orderby: _orderby, order: _order, ...filter } = query;
  return filter;
};

export const statusOf = (view: View): string => valueOf(view, 'status') ?? '';

/** The view with other states shown, from its first page. */
export const withStatus = (view: View, status: string): View => ({
  ...view,
  page: 1,
  filters: [
    ...(view.filters ?? []).filter((filter) => filter.field !== 'status'),
    ...(status ? [{ field: 'status', operator: 'isAny' as const, value: status.split(',') }] : []),
  ],
});
