import { describe, expect, test } from '@jest/globals';
import type { View } from '@wordpress/dataviews/wp';
import { filterOf, queryOf, statusOf, withStatus } from './query.ts';

const view: View = {
  type: 'table',
  page: 2,
  perPage: 20,
  search: 'coat',
  sort: { field: 'title', direction: 'asc' },
  filters: [],
  fields: [],
};

describe('the query of the list', () => {
  test('carries search, page and order', () =>
    expect(queryOf(view, '')).toEqual({ search: 'coat', orderby: 'title', order: 'asc', page: 2, per_page: 20 }));
  test('carries the states that are chosen', () =>
    expect(queryOf(withStatus(view, 'pending,conflict'), 'r1')).toMatchObject({ status: 'pending,conflict', run: 'r1', page: 1 }));
  test('asks for no order that the server does not know', () =>
    expect(queryOf({ ...view, sort: { field: 'cost', direction: 'asc' } }, '')).not.toHaveProperty('orderby'));
  test('loses page and order when it stands for a bulk action', () =>
    expect(filterOf(queryOf(withStatus(view, 'pending'), ''))).toEqual({ search: 'coat', status: 'pending' }));
  test('shows every state when none is chosen', () => expect(statusOf(withStatus(withStatus(view, 'pending'), ''))).toBe(''));
});
