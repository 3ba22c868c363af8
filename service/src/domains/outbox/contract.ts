import { z } from 'zod';
import { targetField, targetKind } from '../catalogue/contract.ts';
import { model } from '../models/contract.ts';
import { money, runReport } from '../runs/contract.ts';

export const fieldValue = z.union([z.string().max(100_000), z.array(z.string().max(200)).max(100)]);

export const evidence = z.object({
  label: z.string().max(200),
  value: z.string().max(2000),
  /** where it was read: a field of the product, the category's vocabulary, the brand voice. */
  source: z.string().max(200),
});

/** A proposal as the service sends it. It carries no `before`: WordPress reads that itself. */
export const proposalMessage = z.object({
  id: z.uuid(),
  type: z.literal('proposal'),
  payload: z.object({
    /** UUIDv5(run, target): a repeated step repeats nothing. */
    id: z.uuid(),
    run: z.uuid(),
    agent: z.string().max(64),
    target: z.object({ kind: targetKind, id: z.int().positive() }),
    changes: z
      .array(z.object({ field: targetField, after: fieldValue }))
      .min(1)
      .max(50),
    rationale: z.string().max(4000),
    evidence: z.array(evidence).max(50),
    author: z.object({ agent: z.string(), provider: z.string(), model: z.string().nullable() }),
    cost: money,
    risk: z.enum(['low', 'medium', 'high']),
    expires: z.iso.datetime(),
  }),
});

/** The last message of a run: WordPress stores the report; only then is the run completed. */
export const runMessage = z.object({
  id: z.uuid(),
  type: z.literal('run'),
  payload: z.object({
    id: z.uuid(),
    agent: z.string().max(64),
    status: z.enum(['completed', 'failed', 'cancelled']),
    progress: z.object({ done: z.int(), total: z.int() }),
    cost: money,
    error: z.string().nullable(),
    /** empty where the report came in parts before this message. */
    report: runReport,
    report_parts: z.int().min(2).max(10_000).optional(),
    /** see the run's own. */
    note: z.string().max(500).nullable().optional(),
    started: z.iso.datetime().nullable(),
    finished: z.iso.datetime(),
  }),
});

/** A part of a large report; all parts come before the run's last message, which names their number. */
export const reportMessage = z.object({
  id: z.uuid(),
  type: z.literal('report'),
  payload: z.object({ run: z.uuid(), part: z.int().nonnegative(), parts: z.int().min(2).max(10_000), report: runReport }),
});

/** A 3D model is done, refused, failed or cancelled; its files are fetched one by one. */
export const modelMessage = z.object({ id: z.uuid(), type: z.literal('model'), payload: model });

export const message = z.discriminatedUnion('type', [proposalMessage, reportMessage, runMessage, modelMessage]);

/** POST devskyy/v1/inbox, service → site. */
export const inboxRequest = z.object({ messages: z.array(message).min(1).max(50) });

/** What the inbox answers. `refused` is acknowledged too: it is recorded, not sent again. */
export const inboxAnswer = z.object({
  accepted: z.array(z.uuid()),
  duplicates: z.array(z.uuid()),
  refused: z.array(z.object({ id: z.uuid(), code: z.string(), message: z.string() })),
});

/** GET /api/v1/outbox?after=SEQ, plugin → service: the same messages, the same ids. */
export const outboxPage = z.object({ messages: z.array(z.object({ seq: z.int(), message })), next: z.int() });

export type ProposalMessage = z.output<typeof proposalMessage>;
export type RunMessage = z.output<typeof runMessage>;
export type ModelMessage = z.output<typeof modelMessage>;
export type Message = z.output<typeof message>;
export type InboxAnswer = z.output<typeof inboxAnswer>;
export type FieldValue = z.output<typeof fieldValue>;
export type Evidence = z.output<typeof evidence>;
