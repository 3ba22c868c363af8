import { z } from 'zod';
import { targetKind, type TargetKind } from '../catalogue/contract.ts';
import type { Evidence, FieldValue } from '../outbox/contract.ts';
import type { Finding, Money } from '../runs/contract.ts';

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
    /** what it works on. */
    targets: z.array(targetKind).min(1),
    /** field groups the owner may choose from; empty for a report. */
    fields: z.array(z.object({ field: z.string(), title: z.string() })),
    available: z.boolean(),
    /** why it is not available; null when it is. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'Agent' });

export type AgentInfo = z.output<typeof agentInfo>;

/** What came of one agent on one target, checked: only fields the agent may change, every value typed and cleaned. */
export type TargetResult =
  | {
      kind: 'proposal';
      /** what the proposal is about. */
      target: TargetKind;
      title: string;
      message: string;
      changes: { field: string; after: FieldValue }[];
      rationale: string;
      evidence: Evidence[];
      author: { agent: string; provider: string; model: string | null };
      risk: 'low' | 'medium' | 'high';
      needs: string[];
      cost: Money;
    }
  | { kind: 'nothing'; title: string; message: string; cost: Money }
  | { kind: 'needs'; title: string; message: string; needs: string[]; findings: Finding[]; cost: Money }
  | { kind: 'failed'; title: string; message: string; retryable: boolean; retryAfterSeconds: number | null; cost: Money }
  /** its provider may not be called now: the piece is taken up again after so many seconds, and nothing counts as failed. */
  | { kind: 'waiting'; title: string; message: string; provider: string; seconds: number; cost: Money }
  /** stopped by the signal: nothing is known of the target. */
  | { kind: 'aborted'; cost: Money };
