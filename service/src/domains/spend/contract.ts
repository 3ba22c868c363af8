import { z } from 'zod';

export const spendEntry = z.object({
  at: z.iso.datetime(),
  run: z.uuid().nullable(),
  agent: z.string(),
  provider: z.string(),
  model: z.string(),
  tokens: z.object({ input: z.int(), output: z.int() }),
  /** null: no price is known for this model. */
  amount: z.number().nullable(),
  latency_ms: z.int(),
  outcome: z.enum(['ok', 'repaired', 'failed', 'aborted', 'reserved']),
});

export const spendToday = z.object({
  /** the site's own day, as a date. */
  day: z.iso.date(),
  amount: z.number(),
  /** upper bounds held for calls under way, and for calls that broke off without telling their cost; the cap counts them. */
  held: z.number(),
  /** calls today whose model has no known price. */
  unpriced_calls: z.int(),
  calls: z.int(),
  cap: z.number().nullable(),
  /** at least 80 % of the cap is spent. */
  alert: z.boolean(),
  currency: z.literal('USD'),
  prices_as_of: z.iso.date(),
  entries: z.array(spendEntry),
});

export type SpendToday = z.output<typeof spendToday>;
export type SpendEntry = z.output<typeof spendEntry>;
