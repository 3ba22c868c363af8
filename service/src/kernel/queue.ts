import type { JobDefinition } from './job.ts';

/** Sends a job. Inside a site-scoped transaction pass it as `within`: the job exists only if the transaction commits. */
export interface Queue {
  send(name: string, payload: Record<string, unknown>, options?: SendOptions): Promise<void>;
  sendMany(name: string, payloads: Record<string, unknown>[], options?: SendOptions): Promise<void>;
  /** Registers and starts the workers of these jobs. */
  work<D>(jobs: JobDefinition<D>[], deps: D): Promise<void>;
  /** Jobs by state, for metrics. */
  counts(): Promise<Record<string, { queued: number; active: number; failed: number }>>;
  /** Payloads of the jobs that wait or are at work and whose payload holds `match`. */
  live(name: string, match: Record<string, string>): Promise<Record<string, unknown>[]>;
  /** Sets aside what must not be tried again, where the operator sees it. */
  bury(letter: { job: string; payload: Record<string, unknown>; reason: string }, options?: { within?: unknown }): Promise<void>;
  /** Jobs that were given up, the newest first. */
  deadLetters(limit: number): Promise<DeadLetter[]>;
  /** Puts a given-up job back to work. False when there is no such letter. */
  revive(id: string): Promise<boolean>;
  /** Null: jobs are taken. Else what is wrong, as measured now. */
  probe(): Promise<string | null>;
  stop(): Promise<void>;
}

/** A job that nobody tries any more. */
export interface DeadLetter {
  id: string;
  job: string;
  payload: Record<string, unknown>;
  reason: string;
  at: Date;
}

export interface SendOptions {
  /** a knex transaction; typed as unknown so that domains stay free of knex. */
  within?: unknown;
  startAfterSeconds?: number;
  singletonKey?: string;
  priority?: number;
}
