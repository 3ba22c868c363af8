import { z } from 'zod';

/** of a folder in intelligence/providers; which there are is found at boot. */
export const providerName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const taskType = z.enum(['product_copy', 'editor_text']);

export const brandVoice = z.object({
  /** how the brand speaks. */
  tone: z.enum(['warm', 'plain', 'refined', 'playful']),
  /** words the brand likes to use where they are true, at most 30. */
  words: z.array(z.string().max(40)).max(30),
  /** words it never uses. */
  avoid: z.array(z.string().max(40)).max(60),
  /** who it speaks to, in the owner's words. */
  audience: z.string().max(300),
  /** one free note to whoever writes. */
  note: z.string().max(1000),
});

export const providerState = z.object({
  configured: z.boolean(),
  /** the key's last four characters, never more. */
  hint: z.string().nullable(),
  base_url: z.string().nullable(),
  added: z.iso.datetime().nullable(),
});

export const modelChoice = z.object({
  /** `builtin`: no model is called. */
  provider: providerName,
  model: z.string().max(120).nullable(),
});

/** Who writes, and who may stand in while that one cannot; null: nobody, the work waits or fails. */
export const taskModel = modelChoice.extend({ fallback: modelChoice.nullable() });

export const settings = z
  .object({
    /** BCP 47 or WordPress locale the copy is written in; null: the site's own. */
    language: z.string().max(20).nullable(),
    brand_voice: brandVoice,
    /** money that all providers together may spend a day (site's time zone); null: not set, no key is accepted. */
    daily_cap: z.object({ amount: z.number().min(0).max(100_000), currency: z.literal('USD') }).nullable(),
    /** each that the service has. */
    providers: z.record(providerName, providerState),
    /** by task; texts in the editor take the model of product copy until one is chosen for them. */
    models: z.object({ product_copy: taskModel, editor_text: taskModel }),
  })
  .meta({ id: 'Settings' });

/** PUT: any part; a key is written here and never read again. `key: null` removes it. */
export const settingsChange = z.object({
  language: z
    .string()
    .max(20)
    .regex(/^[a-z]{2,3}([_-][a-z0-9]{1,8})*$/i, 'A language is written like en_US or de')
    .nullable()
    .optional(),
  brand_voice: brandVoice.partial().optional(),
  /** US dollars: the object that GET shows, or the bare amount. */
  daily_cap: z
    .union([
      z.object({ amount: z.number().min(0).max(100_000), currency: z.literal('USD').default('USD') }),
      z.number().min(0).max(100_000),
    ])
    .nullable()
    .optional(),
  providers: z
    .record(
      providerName,
      z.object({ key: z.string().min(1).max(400).nullable().optional(), base_url: z.url().max(300).nullable().optional() }),
    )
    .optional(),
  /** a `fallback` that is left out stays as it is. */
  models: z
    .object({ product_copy: taskModel.partial({ fallback: true }), editor_text: taskModel.partial({ fallback: true }) })
    .partial()
    .optional(),
});

export const providerTestRequest = z.object({ provider: providerName });
/** ok, or the cause and the next step in plain words. */
export const providerTest = z.object({
  ok: z.boolean(),
  provider: providerName,
  model: z.string().nullable(),
  latency_ms: z.number().nullable(),
  cause: z.string().nullable(),
  next_step: z.string().nullable(),
});

export type Settings = z.output<typeof settings>;
export type SettingsChange = z.output<typeof settingsChange>;
export type BrandVoice = z.output<typeof brandVoice>;
export type ProviderName = z.output<typeof providerName>;
export type ProviderTest = z.output<typeof providerTest>;
export type TaskType = z.output<typeof taskType>;
