import type { Within } from '../../kernel/transaction.ts';
import type { Message } from './contract.ts';

export interface NewMessage {
  run: string;
  /** null for a run's report. */
  target: number | null;
  message: Message;
}

export interface WaitingMessage {
  seq: number;
  message: Message;
}

type AcknowledgementResult = 'accepted' | 'duplicate' | 'refused';

/** A message that WordPress has now, or has refused for good. */
export interface Acknowledged {
  id: string;
  run: string;
  type: Message['type'];
  target: number | null;
  result: AcknowledgementResult;
  refusal: { code: string; message: string } | null;
}

/** How pushing to a site goes. */
export interface CarrierState {
  failures: number;
  nextAttemptAt: Date | null;
  lastPush: { at: Date; ok: boolean; error: string | null } | null;
}

/** Storage of messages and of the carrier's state; every call runs inside a transaction of one site. */
export interface OutboxRepository {
  /** Taken before anything that draws a `seq`, so that numbers appear in order. */
  lockSite(within: Within): Promise<void>;
  /** The same lock, and whether somebody pushes right now: who does looks again, under this lock, before ending. */
  lockAndLook(within: Within, at: Date): Promise<{ held: boolean }>;
  /** A message id that is there already is left as it is. */
  add(within: Within, message: NewMessage & { siteId: string; at: Date }): Promise<void>;
  waiting(within: Within, options: { after: number; limit: number }): Promise<WaitingMessage[]>;
  countWaiting(within: Within, run?: string): Promise<number>;
  acknowledge(
    within: Within,
    change: { ids: string[]; result: AcknowledgementResult; refusals: Record<string, { code: string; message: string }>; at: Date },
  ): Promise<Acknowledged[]>;
  prune(within: Within, before: Date): Promise<void>;

  carrier(within: Within): Promise<CarrierState>;
  /** Takes the carrier for `holder`. Answers null, or (when another one holds it) until when. */
  hold(within: Within, claim: { siteId: string; holder: string; until: Date; at: Date }): Promise<Date | null>;
  /** False when the hold was lost meanwhile. */
  keep(within: Within, claim: { holder: string; until: Date }): Promise<boolean>;
  release(within: Within, holder: string): Promise<void>;
  recordPush(within: Within, push: { at: Date; error: string | null; nextAttemptAt: Date | null }): Promise<CarrierState>;
}
