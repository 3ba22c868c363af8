import type { Within } from '../../kernel/transaction.ts';
import type { Finding, Money, RunError, RunEvent, RunOptions, RunReport, RunStatus, Waiting } from './contract.ts';

/** Where a run really is: `working` on targets, `delivering` proposals, `reporting` (its last message waits), `closed`. */
type RunPhase = 'working' | 'delivering' | 'reporting' | 'closed';

export interface RunActor {
  id: number;
  name: string;
  capabilities: string[];
}

export interface RunRecord {
  id: string;
  agent: string;
  options: RunOptions;
  actor: RunActor;
  retryOf: string | null;
  status: RunStatus;
  phase: RunPhase;
  total: number;
  done: number;
  cost: Money;
  error: string | null;
  note: string | null;
  created: Date;
  started: Date | null;
  finished: Date | null;
  progressed: Date;
  cancelRequested: Date | null;
  /** the latest wait, also when it is over. */
  waiting: Waiting | null;
}

export interface NewRun {
  id: string;
  siteId: string;
  agent: string;
  options: RunOptions;
  actor: RunActor;
  retryOf: string | null;
  targets: readonly number[];
  note: string | null;
  at: Date;
}

type StepOutcome = 'proposal' | 'nothing to change' | 'needs' | 'failed';

export interface StepResult {
  outcome: StepOutcome;
  title: string;
  message: string;
  proposal: string | null;
  needs: string[];
  findings: Finding[];
}

/** Names one attempt at one step: a worker whose claim is no longer the newest has no say. */
export interface StepClaim {
  run: string;
  target: number;
  claim: number;
}

/** Past runs of one agent: how long a target took, the wait of parallel ones included. */
export interface RunPace {
  runs: number;
  targets: number;
  /** seconds a target: quarter points over the last runs. */
  low: number;
  high: number;
}

/** Storage of runs; every call runs inside a transaction of one site. */
export interface RunRepository extends StepRepository, EventRepository, ErrorRepository {
  add(within: Within, run: NewRun): Promise<void>;
  find(within: Within, id: string): Promise<RunRecord | null>;
  list(
    within: Within,
    query: { page: number; perPage: number; status?: RunStatus | undefined; agent?: string | undefined },
  ): Promise<{ runs: RunRecord[]; total: number }>;
  update(
    within: Within,
    id: string,
    change: Partial<Pick<RunRecord, 'status' | 'phase' | 'error' | 'started' | 'finished' | 'cancelRequested' | 'progressed'>> & {
      worked?: Date;
    },
  ): Promise<void>;
  /** Ids of runs since then that are not closed. */
  openRuns(within: Within, since: Date): Promise<string[]>;
  /** Adds to what is done and what was paid. Answers the run as it is then. */
  advance(within: Within, id: string, step: { done: number; cost: Money; at: Date }): Promise<RunRecord>;
  /** Notes what the run waits for. False when a wait of about that length is noted already. */
  wait(within: Within, id: string, waiting: Waiting): Promise<boolean>;
  pace(within: Within, agent: string): Promise<RunPace | null>;
  /** Notes the answer to a request with this key. Answers an earlier one's instead, if there was one. */
  remember(within: Within, request: RememberedRequest): Promise<{ fingerprint: string; answer: unknown } | null>;
}

interface RememberedRequest {
  siteId: string;
  route: string;
  key: string;
  fingerprint: string;
  answer: unknown;
  at: Date;
}

export interface StepRepository {
  /** Takes a step for work; null when there is nothing left to do on it. */
  claim(
    within: Within,
    step: { run: string; target: number; at: Date },
  ): Promise<{ claim: number; failures: number; waitingSince: Date | null } | null>;
  /** False when this claim is not the newest any more, or the step has ended. */
  settle(within: Within, claim: StepClaim, result: StepResult & { at: Date }): Promise<boolean>;
  /** Back into the queue after a failure that is worth another attempt (`failed`), or untouched because the service stops. */
  release(within: Within, claim: StepClaim, reason: 'failed' | 'stopped'): Promise<boolean>;
  /** Back into the queue until its provider may be called; the beginning of the first wait is kept. */
  postpone(within: Within, claim: StepClaim, at: Date): Promise<boolean>;
  /** Ends what is still open as failed; workers under way have no say any more. Answers how many. */
  expire(within: Within, run: string, end: { message: string; at: Date }): Promise<number>;
  skip(within: Within, claim: StepClaim): Promise<boolean>;
  skipQueued(within: Within, run: string): Promise<number>;
  openSteps(within: Within, run: string, limit: number): Promise<{ target: number; state: 'queued' | 'running' }[]>;
  countOpen(within: Within, run: string): Promise<{ queued: number; running: number }>;
  /** Gives a worked step another outcome: WordPress refused its proposal. Answers its title. */
  refuse(
    within: Within,
    step: { run: string; target: number; outcome: 'failed' | 'nothing to change'; message: string },
  ): Promise<string | null>;
  failedTargets(within: Within, run: string): Promise<number[]>;
  outcomes(within: Within, runs: readonly string[]): Promise<Record<string, Record<string, number>>>;
  report(within: Within, run: string): Promise<RunReport>;
  /** the most frequent message of failed steps. */
  mainFailure(within: Within, run: string): Promise<string | null>;
}

type NewError = Omit<RunError, 'at' | 'retry_at'> & { siteId: string; run: string; at: Date; retryAt: Date | null };

export interface ErrorRepository {
  addError(within: Within, error: NewError): Promise<void>;
  /** the newest first. */
  errors(within: Within, query: { run: string; limit: number }): Promise<RunError[]>;
}

type NewEvent = Omit<RunEvent, 'seq' | 'at' | 'waiting'> & { siteId: string; at: Date; waiting?: Waiting };

export interface EventRepository {
  /** Taken before anything that draws a `seq`, so that numbers appear in order. */
  lockSite(within: Within): Promise<void>;
  addEvent(within: Within, event: NewEvent): Promise<void>;
  events(within: Within, query: { after: number; limit: number; run?: string }): Promise<RunEvent[]>;
  newestEvent(within: Within): Promise<number>;
  pruneEvents(within: Within, before: Date): Promise<void>;
}
