import type { Failure, Result } from '../kernel/result.ts';
import type { Price } from './contract.ts';
import { costOf, type Usage } from './prices.ts';
import type { CompletionRequest } from './provider.ts';

/** Longer prompts are refused: no agent needs them, and the dearer tariffs for very long prompts begin beyond. */
export const maxPromptBytes = 250_000;

/** A call about to be made: its upper bound is held against the day's cap until it is settled. */
export interface Reservation {
  site: string;
  run: string | null;
  target: string | null;
  agent: string;
  provider: string;
  model: string;
  /** the most it can cost, in dollars; null when the model has no known price. */
  ceiling: number | null;
  /** a key is used, so somebody is billed: then a cap must be set. */
  billed: boolean;
}

export interface Settlement {
  outcome: 'ok' | 'repaired' | 'failed' | 'aborted';
  tokens: Usage;
  /** null: not known. */
  amount: number | null;
  /** false keeps the upper bound held for the day: the call may have been charged, and nobody told how much. */
  release: boolean;
  latencyMs: number;
}

/** Medians and upper ends of the last pieces an agent wrote with a model. */
interface CallHistory {
  pieces: number;
  seconds: { median: number; high: number };
  input: { median: number; high: number };
  output: { median: number; high: number };
}

/** The ledger as the writer sees it; the domain `spend` implements it. */
export interface Ledger {
  /** Fails with `cap-reached`, or `aborted`. May wait for calls under way, whose real cost is usually far below what is held for them. */
  reserve(reservation: Reservation, signal: AbortSignal): Promise<Result<{ id: string }, Failure & { retryable: boolean }>>;
  settle(site: string, id: string, settlement: Settlement): Promise<void>;
  history(site: string, agent: string, model: string): Promise<CallHistory | null>;
}

/** Bytes of everything that is sent; byte-level tokenisers never make more tokens than bytes. */
export const promptBytes = (request: CompletionRequest): number =>
  Buffer.byteLength(request.system) +
  Buffer.byteLength(request.prompt) +
  (request.schema ? 2 * Buffer.byteLength(JSON.stringify(request.schema.json)) : 0);

/** The most that a request can cost: one token a byte plus the provider's own framing, and every output token allowed. */
export const ceilingOf = (price: Price | null, request: CompletionRequest): number | null =>
  price && costOf(price, { input: promptBytes(request) + 1000, output: request.maxOutputTokens });
