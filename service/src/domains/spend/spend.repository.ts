import type { SpendEntry } from './contract.ts';

export interface NewCall {
  id: string;
  site: string;
  day: string;
  at: Date;
  run: string | null;
  target: string | null;
  agent: string;
  provider: string;
  model: string;
  /** dollars held; 0 where no price is known. */
  held: number;
}

export interface DayState {
  spent: number;
  held: number;
  /** calls that are really under way. */
  underWay: number;
}

export interface SettledCall {
  outcome: SpendEntry['outcome'];
  input: number;
  output: number;
  amount: number | null;
  release: boolean;
  latencyMs: number;
}

export interface PieceHistory {
  pieces: number;
  milliseconds: { median: number; high: number };
  input: { median: number; high: number };
  output: { median: number; high: number };
}

export interface SpendRepository {
  /**
   * Records the call and holds its upper bound in one atomic step, if what is spent and held so far is below `cap` (null: no cap
   * applies). Returns null when held, else the day as it stands. Calls open since before `lostBefore` are closed as aborted.
   */
  hold(call: NewCall, cap: number | null, lostBefore: Date): Promise<DayState | null>;
  /** Closes a call; answers the day's sum before and after. Closing twice changes nothing. */
  settle(site: string, id: string, call: SettledCall): Promise<{ before: number; after: number } | null>;
  day(
    site: string,
    day: string,
    lostBefore: Date,
  ): Promise<{ spent: number; held: number; calls: number; unpriced: number; entries: SpendEntry[] }>;
  history(site: string, agent: string, model: string): Promise<PieceHistory>;
}
