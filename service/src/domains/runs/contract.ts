import { z } from 'zod';

export const runStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']);

export const runOptions = z.object({
  /** field paths or their first parts (`attributes`, `image_alt`); absent: all that the agent knows. */
  fields: z.array(z.string().max(80)).max(50).optional(),
  mode: z.enum(['fill-empty', 'improve']).default('fill-empty'),
});

/** Who asked for the run, in WordPress; checked again there when a proposal is applied. */
export const actor = z.object({ id: z.int().positive(), name: z.string(), capabilities: z.array(z.string()).max(50) });

export const runRequest = z.object({
  targets: z.union([z.literal('all'), z.array(z.int().positive()).min(1).max(100_000)]),
  options: runOptions.default({ mode: 'fill-empty' }),
  actor,
});

export const finding = z.object({
  code: z.string(),
  severity: z.enum(['high', 'medium', 'low']),
  /** a sentence in plain English for the owner. */
  message: z.string(),
  field: z.string().nullable(),
  /** the run that mends it, where one can. */
  fix: z
    .object({
      agent: z.string(),
      fields: z.array(z.string()),
      /** `improve` where something that is there must be rewritten; absent: filling what is empty is enough. */
      mode: z.enum(['fill-empty', 'improve']).optional(),
    })
    .nullable(),
});

export const targetReport = z.object({
  title: z.string(),
  outcome: z.enum(['proposal', 'nothing to change', 'needs', 'failed']),
  /** one sentence: "needs: material, length", or why it failed. */
  message: z.string(),
  proposal: z.uuid().nullable(),
  needs: z.array(z.string()),
  findings: z.array(finding),
});

export const runReport = z.record(z.string(), targetReport);

export const money = z.object({
  /** null: the model's price is not known. 0: nothing was paid. */
  amount: z.number().nullable(),
  currency: z.literal('USD'),
  tokens: z.object({ input: z.int(), output: z.int() }),
});

/** What a run waits for: its provider asked to slow down, or failed several times in a row. */
export const waiting = z.object({
  until: z.iso.datetime(),
  /** as the owner knows it. */
  provider: z.string(),
  reason: z.string(),
});

export const run = z
  .object({
    id: z.uuid(),
    agent: z.string(),
    status: runStatus,
    progress: z.object({ done: z.int(), total: z.int() }),
    options: runOptions,
    actor: z.object({ id: z.int(), name: z.string() }),
    cost: money,
    /** counts by outcome so far. */
    outcomes: z.record(z.string(), z.int()),
    report: runReport,
    error: z.string().nullable(),
    /** null: nothing is waited for. */
    waiting: waiting.nullable(),
    /** what the owner should know of the whole run: the language that was worked on, on a site with several. */
    note: z.string().nullable(),
    created: z.iso.datetime(),
    started: z.iso.datetime().nullable(),
    finished: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Run' });

export const runEvent = z.object({
  seq: z.int(),
  run: z.uuid(),
  type: z.enum(['queued', 'started', 'target', 'waiting', 'cancelling', 'cancelled', 'completed', 'failed']),
  at: z.iso.datetime(),
  progress: z.object({ done: z.int(), total: z.int() }),
  /** for `target`: which piece, and what came of it. */
  target: z.object({ id: z.int(), title: z.string(), outcome: z.string(), message: z.string() }).nullable(),
  /** for `waiting`: for whom, until when, and why. */
  waiting: waiting.nullable(),
});

/** One thing that went wrong in a run. */
export const runError = z.object({
  target: z.int().nullable(),
  at: z.iso.datetime(),
  /** failed: the agent or its model; died: the service went down at work; refused: WordPress did not take the result. */
  kind: z.enum(['failed', 'died', 'refused']),
  attempt: z.int(),
  message: z.string(),
  /** when the next attempt was due; null: there was none. */
  retry_at: z.iso.datetime().nullable(),
});

/** Before a run: a range from prompt sizes and the last runs' medians; null where nothing is known yet. */
export const estimate = z.object({
  targets: z.int(),
  provider: z.string(),
  model: z.string().nullable(),
  seconds: z.object({ low: z.number(), high: z.number(), basis: z.string() }).nullable(),
  cost: z.object({ low: z.number(), high: z.number(), currency: z.literal('USD'), basis: z.string() }).nullable(),
  note: z.string(),
});

export type RunStatus = z.output<typeof runStatus>;
export type RunOptions = z.output<typeof runOptions>;
export type RunRequest = z.output<typeof runRequest>;
export type Finding = z.output<typeof finding>;
export type TargetReport = z.output<typeof targetReport>;
export type RunReport = z.output<typeof runReport>;
export type Money = z.output<typeof money>;
export type Waiting = z.output<typeof waiting>;
export type Run = z.output<typeof run>;
export type RunEvent = z.output<typeof runEvent>;
export type RunError = z.output<typeof runError>;
export type Estimate = z.output<typeof estimate>;
