import type { z } from 'zod';

/** A queue job. Payloads hold ids only; the handler loads the rest. Throwing means: retry, then dead letter. `attempt` counts from 1. */
export interface JobDefinition<D, S extends z.ZodType = z.ZodType> {
  /** queue name, also the folder's name: verb-noun. */
  name: string;
  payload: S;
  concurrency: number;
  retryLimit: number;
  retryDelaySeconds: number;
  retryBackoff: boolean;
  expireInSeconds: number;
  /** at most one queued job per key, where given. */
  singletonKey?: (payload: z.output<S>) => string;
  handle(payload: z.output<S>, job: { id: string; signal: AbortSignal; attempt: number }, deps: D): Promise<void>;
}

export const defineJob =
  <D>() =>
  <S extends z.ZodType>(job: JobDefinition<D, S>): JobDefinition<D, S> =>
    job;
