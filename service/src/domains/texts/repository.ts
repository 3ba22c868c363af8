import type { Within } from '../../kernel/transaction.ts';
import type { Readability, TextAction, TextError, TextNote, TextStatus } from './contract.ts';

export interface TextRecord {
  id: string;
  actor: number;
  action: TextAction;
  status: TextStatus;
  text: string;
  notes: TextNote[];
  figures: Readability | null;
  provider: string;
  model: string | null;
  /** amount null: not known. */
  cost: { amount: number | null; input: number; output: number };
  error: TextError | null;
  created: Date;
  /** when the process that writes it was last known to live. */
  beat: Date;
  finished: Date | null;
}

/** How a text ended. */
export interface TextEnd {
  status: Exclude<TextStatus, 'running'>;
  text: string;
  notes: TextNote[];
  cost: TextRecord['cost'];
  error: TextError | null;
  at: Date;
}

export interface TextRepository {
  add(within: Within, siteId: string, text: TextRecord): Promise<void>;
  find(within: Within, id: string): Promise<TextRecord | null>;
  running(within: Within): Promise<number>;
  /** Keeps how far it has come. Tells whether somebody asked to stop it, on whichever process. */
  keep(within: Within, id: string, progress: { text: string; at: Date }): Promise<{ cancelled: boolean }>;
  /** Ends a text that is still running; false when it has ended already. */
  end(within: Within, id: string, end: TextEnd): Promise<boolean>;
  requestCancel(within: Within, id: string, at: Date): Promise<void>;
  /** Ends running texts without a sign of life since `before`, keeping what came. */
  failLost(within: Within, before: Date, end: { error: TextError; at: Date }): Promise<void>;
  prune(within: Within, before: Date): Promise<void>;
}
