import { describe, expect, test } from '@jest/globals';
import { toApiError } from './errors.ts';

describe('a failed call', () => {
  test('tells an unreachable service from other failures, with what to do next', () => {
    const error = toApiError({
      code: 'devskyy_unreachable',
      message: 'The DevSkyy service does not answer.',
      data: { status: 503, next: 'Start it.' },
    });
    expect([error.kind, error.message, error.next]).toEqual(['service-down', 'The DevSkyy service does not answer.', 'Start it.']);
  });

  test('does not take a switched-off shop plugin for a missing service', () =>
    expect(toApiError({ code: 'devskyy_catalogue_unavailable', message: 'm', data: { status: 503 } }).kind).toBe('other'));

  test('keeps the proposal of a conflict', () => {
    const error = toApiError({
      code: 'devskyy_conflict',
      message: 'm',
      data: { status: 409, proposal: { id: 'p' }, current_fingerprint: 'f' },
    });
    expect([error.kind, error.data['current_fingerprint']]).toEqual(['conflict', 'f']);
  });

  test('knows a site that is not paired, whatever the status', () =>
    expect(toApiError({ code: 'devskyy_unpaired', message: 'm', data: { status: 409 } }).kind).toBe('unpaired'));
  test('speaks plainly when the site itself is out of reach', () =>
    expect(toApiError({ code: 'fetch_error', message: 'Failed to fetch' }).message).toMatch(/cannot reach the site/));
  test('speaks plainly about an answer that is no JSON', () =>
    expect(toApiError({ code: 'invalid_json', message: 'The response is not a valid JSON response.' }).message).toMatch(/cannot read/));
  test('lists what is wrong with which field', () =>
    expect(
      toApiError({ code: 'invalid', message: 'm', data: { status: 422, errors: [{ path: 'daily_cap', message: 'too small' }, {}] } })
        .details,
    ).toEqual([{ path: 'daily_cap', message: 'too small' }]));
});
