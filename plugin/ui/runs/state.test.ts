import { describe, expect, test } from '@jest/globals';
import type { RunEvent, SiteRun } from '../api/types.ts';
import { applyEvent, mergeRuns, toView, wantsReload } from './state.ts';

const run: SiteRun = {
  id: 'r1',
  agent: 'product-copy',
  status: 'queued',
  progress: { done: 0, total: 3 },
  options: { mode: 'fill-empty' },
  actor: { id: 1, name: 'Ada' },
  cost: { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } },
  outcomes: {},
  report: {},
  error: null,
  waiting: null,
  created: '2026-11-23T10:00:00Z',
  started: null,
  finished: null,
};
const event = (over: Partial<RunEvent>): RunEvent => ({
  seq: 1,
  run: 'r1',
  type: 'target',
  at: '2026-11-23T10:00:01Z',
  progress: { done: 1, total: 3 },
  target: null,
  waiting: null,
  ...over,
});
const target = { id: 7, title: 'Wool coat', outcome: 'proposal', message: '' };

describe('a run that is watched', () => {
  test('counts each piece as it is done', () => {
    const after = [event({ target }), event({ target, progress: { done: 2, total: 3 } })].reduce(applyEvent, toView(run));
    expect([after.status, after.progress.done, after.outcomes, after.last?.title]).toEqual(['running', 2, { proposal: 2 }, 'Wool coat']);
  });

  test('never goes back for an event that comes late', () => {
    const finished = applyEvent(toView(run), event({ type: 'completed', progress: { done: 3, total: 3 } }));
    expect(applyEvent(finished, event({ progress: { done: 1, total: 3 } }))).toBe(finished);
  });

  test('says that it is being cancelled until it is', () => {
    const asked = applyEvent(toView(run), event({ type: 'cancelling' }));
    expect([asked.cancelling, applyEvent(asked, event({ type: 'cancelled' })).cancelling]).toEqual([true, false]);
  });

  test('is left alone by the events of another run', () => expect(applyEvent(toView(run), event({ run: 'r2' })).progress.done).toBe(0));
});

describe('another page of the list', () => {
  const running = { ...toView(run), id: 'r9', status: 'running' as const };
  test('keeps a run in sight that is under way', () => expect(mergeRuns([running], [run], true).map(({ id }) => id)).toEqual(['r9', 'r1']));
  test('shows the list alone on the first page', () => expect(mergeRuns([running], [run], false).map(({ id }) => id)).toEqual(['r1']));
});

describe('the list of runs is read anew', () => {
  test('when a run appears that it does not hold', () => expect(wantsReload([toView(run)], [event({ run: 'r2' })])).toBe(true));
  test('when a run has ended', () => expect(wantsReload([toView(run)], [event({ type: 'completed' })])).toBe(true));
  test('not for each piece', () => expect(wantsReload([toView(run)], [event({})])).toBe(false));
});
