import { z } from 'zod';

/** What a run may ask of this agent. */
export const productCopyOptions = z.object({
  /** field paths or their first parts; absent: all. */
  fields: z.array(z.string().max(80)).max(50).optional(),
  mode: z.enum(['fill-empty', 'improve']).default('fill-empty'),
});

export type ProductCopyOptions = z.output<typeof productCopyOptions>;
