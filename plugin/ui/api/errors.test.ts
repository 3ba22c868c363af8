import { describe, expect, test } from '@jest/globals';
import { mayPass, toApiError } from './errors.ts';

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

test('a retry is offered for what may pass, not for a file that is refused, a right that is missing or a thing that is gone', () => {
  const passes = (code: string, status: number): boolean => mayPass(toApiError({ code, message: 'x', data: { status } }));
  expect([passes('fetch_error', 0), passes('devskyy_unreachable', 503), passes('devskyy_busy', 409), passes('x', 500)]).toEqual(
    Array(4).fill(true),
  );
  expect([
    passes('devskyy_model_type', 415),
    passes('x', 413),
    passes('x', 422),
    passes('devskyy_forbidden', 403),
    passes('x', 404),
  ]).toEqual(Array(5).fill(false));
});
