import type { Queue } from '../../kernel/queue.ts';
import type { Clock } from '../../kernel/world.ts';

export type ProbeName = 'database' | 'queue' | 'disk';

export interface SiteHealth {
  id: string;
  url: string;
  reachable: boolean;
  paired: Date;
  lastPush: { at: Date; error: string | null } | null;
  waiting: number;
}

/** What the probes measure; each can fail. */
export interface Probes {
  version: string;
  databaseVersion: string;
  started: Date;
  clock: Clock;
  stopping(): boolean;
  /** null: well; else what is wrong. One that throws is wrong too. */
  checks: Record<ProbeName, () => Promise<string | null>>;
  queue: Pick<Queue, 'counts' | 'deadLetters' | 'revive'>;
  sites(): Promise<SiteHealth[]>;
  agents(): { name: string; available: boolean; reason: string | null }[];
  /** doors to providers that are closed now, over all sites. */
  providers(): { provider: string; state: string; doors: number }[];
  metrics(): Promise<string>;
  openApi(): Record<string, unknown>;
}

export interface Verdict {
  name: ProbeName;
  ok: boolean;
  problem: string | null;
  /** how long the look took. */
  ms: number;
}

const longestMs = 4000;

/** Asks every probe at once; one that hangs counts as broken. */
export const measure = ({ checks }: Pick<Probes, 'checks'>): Promise<Verdict[]> =>
  Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const started = performance.now();
      const problem = await bounded(check).catch((error: unknown) => `It cannot be looked at: ${(error as Error).message}`);
      return { name: name as ProbeName, ok: problem === null, problem, ms: Math.round(performance.now() - started) };
    }),
  );

function bounded(check: () => Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`No answer within ${longestMs / 1000} seconds.`), longestMs);
  });
  return Promise.race([check(), late]).finally(() => clearTimeout(timer));
}
