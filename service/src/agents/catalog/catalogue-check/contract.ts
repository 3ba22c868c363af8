import { z } from 'zod';

/** What a run may ask of this agent; it checks everything, so both are accepted and change nothing. */
export const catalogueCheckOptions = z.object({
  fields: z.array(z.string().max(80)).max(50).optional(),
  mode: z.enum(['fill-empty', 'improve']).default('fill-empty'),
});
