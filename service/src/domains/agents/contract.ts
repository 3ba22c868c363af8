import { z } from 'zod';

export const agentInfo = z
  .object({
    name: z.string(),
    title: z.string(),
    summary: z.string(),
    category: z.string(),
    /** what the agent reads and needs, in sentences for the owner. */
    needs: z.array(z.string()),
    risk: z.enum(['low', 'medium', 'high']),
    risk_note: z.string(),
    /** what comes out: `proposals` or a `report`. */
    output: z.enum(['proposals', 'report']),
    /** field groups the owner may choose from; empty for a report. */
    fields: z.array(z.object({ field: z.string(), title: z.string() })),
    available: z.boolean(),
    /** why it is not available; null when it is. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'Agent' });

export type AgentInfo = z.output<typeof agentInfo>;
