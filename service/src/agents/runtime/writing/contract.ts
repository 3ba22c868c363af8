import { z } from 'zod';

/** What a run may ask of an agent that writes texts. */
export const writingOptions = z.object({
  /** field paths or their first parts; absent: all. */
  fields: z.array(z.string().max(80)).max(50).optional(),
  mode: z.enum(['fill-empty', 'improve']).default('fill-empty'),
});

export type WritingOptions = z.output<typeof writingOptions>;
