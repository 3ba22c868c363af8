import { describe, expect, test } from '@jest/globals';
import { nextDelay, type PollState } from './schedule.ts';

const state = (over: Partial<PollState> = {}): PollState => ({
  now: 1_000_000,
  hidden: false,
  startedAt: null,
  eventAt: null,
  active: 0,
  failures: 0,
  ...over,
});

describe('the wait before the next poll', () => {
  test('is one second right after a start', () => expect(nextDelay(state({ startedAt: 999_000, active: 1 }))).toBe(1000));
  test('is two seconds while a run reports', () =>
    expect(nextDelay(state({ startedAt: 900_000, eventAt: 995_000, active: 1 }))).toBe(2000));
  test('is five seconds when nothing runs', () => expect(nextDelay(state({ eventAt: 995_000 }))).toBe(5000));
  test('is five seconds when a run has been silent for half a minute', () =>
    expect(nextDelay(state({ eventAt: 900_000, active: 1 }))).toBe(5000));
  test('never comes in a hidden tab', () => expect(nextDelay(state({ hidden: true, startedAt: 999_999 }))).toBeNull());
  test('doubles with each failure and stops at half a minute', () =>
    expect([1, 2, 3, 4, 9].map((failures) => nextDelay(state({ failures, startedAt: 999_999 })))).toEqual([
      5000, 10_000, 20_000, 30_000, 30_000,
    ]));
});
