/** What decides when to ask next; times in milliseconds since the epoch. */
export interface PollState {
  now: number;
  hidden: boolean;
  /** when a run was last started from this page; null: not yet. */
  startedAt: number | null;
  /** when the last event came; null: none yet. */
  eventAt: number | null;
  /** runs that are queued or running. */
  active: number;
  /** failed calls in a row. */
  failures: number;
}

const SECOND = 1000;
const JUST_STARTED = 10 * SECOND;
const BUSY = 30 * SECOND;

const quick = 1 * SECOND;
const usual = 2 * SECOND;
const quiet = 5 * SECOND;
const slowest = 30 * SECOND;

/**
 * How long to wait before the next poll: 1 s right after a start, 2 s while something happens, 5 s when quiet; null in a hidden tab.
 * After failures the wait doubles, up to 30 s.
 */
export const nextDelay = (state: PollState): number | null => {
  if (state.hidden) return null;
  if (state.failures > 0) return Math.min(quiet * 2 ** (state.failures - 1), slowest);
  if (state.startedAt !== null && state.now - state.startedAt < JUST_STARTED) return quick;
  if (state.active > 0 && state.eventAt !== null && state.now - state.eventAt < BUSY) return usual;
  return quiet;
};
