import type { Result } from '../../kernel/result.ts';
import type { Failure } from '../../kernel/result.ts';
import type { SiteTransactions } from '../../kernel/transaction.ts';
import type { Clock, Logger } from '../../kernel/world.ts';
import type { BrandVoice } from '../settings/contract.ts';
import type { TextRepository } from './repository.ts';

export interface Spent {
  /** null: not known. */
  amount: number | null;
  tokens: { input: number; output: number };
}

/** The model of the editor's texts, metered and held to the cap; the intelligence implements it. */
export interface TextWriter {
  /** null: the built-in provider is chosen. */
  readonly model: { provider: string; model: string } | null;
  stream(request: {
    system: string;
    prompt: string;
    maxOutputTokens?: number;
    onText: (piece: string) => void;
  }): Promise<Result<{ text: string; cut: boolean; cost: Spent }, Failure & { retryable: boolean; cost: Spent }>>;
}

/** What is to be known of the model before it is asked. */
export type ModelOffer = { ready: true; provider: string; model: string } | { ready: false; message: string; next: string | null };

export interface TextDeps {
  repository: TextRepository;
  transactions: SiteTransactions;
  writerFor(request: { siteId: string; text: string; signal: AbortSignal }): Promise<TextWriter>;
  modelFor(siteId: string): Promise<ModelOffer>;
  /** how the brand speaks, and the language it writes in. */
  brand(siteId: string): Promise<{ voice: BrandVoice; language: string }>;
  /** ids of all paired sites. */
  sites(): Promise<string[]>;
  clock: Clock;
  logger: Logger;
}
