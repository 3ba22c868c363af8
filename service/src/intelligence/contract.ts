import { z } from 'zod';

/** US dollars for a million tokens. */
const price = z.object({
  input: z.number(),
  output: z.number(),
  /** a higher tariff for prompts of more tokens than `above`. */
  long: z.object({ above: z.number(), input: z.number(), output: z.number() }).optional(),
});

/**
 * What is to be known of a provider without calling it: `contract.ts` of its folder in providers/. Settings, prices, the plugin's PHP and its
 * screens take names and texts from here.
 */
export const providerAbout = z.object({
  /** the folder's name, and what settings and records hold. */
  name: z.string().regex(/^(?!builtin$)[a-z][a-z0-9-]{0,39}$/),
  /** as a list names it. */
  title: z.string().min(1),
  /** as a sentence begins with it. */
  label: z.string().min(1),
  /** what must be entered before it can be called; a key may be entered besides an address. */
  needs: z.enum(['key', 'address']),
  /** what writes when the owner named no model: a current one of the middle price. null: a model must be named. */
  usualModel: z.string().min(1).nullable(),
  /** where an account's credit is added. */
  account: z.url().nullable(),
  /** Public list prices, standard tier, without caching or batch discounts (they would only make a call cheaper). null: it has no price list. */
  prices: z
    .object({
      /** the day on which every row was last compared with the provider's list. */
      asOf: z.iso.date(),
      source: z.url(),
      models: z.record(z.string(), price),
    })
    .nullable(),
});

export type Price = z.output<typeof price>;
export type ProviderAbout = z.output<typeof providerAbout>;
