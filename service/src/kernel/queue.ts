import type { JobDefinition } from './job.ts';

/** Sends a job. Inside a site-scoped transaction pass it as `within`: the job exists only if the transaction commits. */
export interface Queue {
  send(name: string, payload: Record<string, unknown>, options?: SendOptions): Promise<void>;
  sendMany(name: string, payloads: Record<string, unknown>[], options?: SendOptions): Promise<void>;
  /** Registers and starts the workers of these jobs. */
  work<D>(jobs: JobDefinition<D>[], deps: D): Promise<void>;
  /** Jobs by state, for metrics. */
  counts(): Promise<Record<string, { queued: number; active: number; failed: number }>>;
  stop(): Promise<void>;
}

export interface SendOptions {
  /** a knex transaction; typed as unknown so that domains stay free of knex. */
  within?: unknown;
  startAfterSeconds?: number;
  singletonKey?: string;
  priority?: number;
}
