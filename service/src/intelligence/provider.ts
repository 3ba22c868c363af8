import type { z } from 'zod';
import type { Result } from '../kernel/result.ts';
import type { Failure } from '../kernel/result.ts';

/** One interface for every model. */
export interface ModelProvider {
  /** of its folder in providers/. */
  readonly name: string;
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Result<Completion, ProviderFailure>>;
  /** The same call, with each piece of the text handed on as it comes. A failure may follow pieces that were handed on. */
  stream(request: CompletionRequest, signal: AbortSignal, onText: OnText): Promise<Result<Completion, ProviderFailure>>;
}

type OnText = (piece: string) => void;

export interface CompletionRequest {
  model: string;
  system: string;
  prompt: string;
  /** JSON Schema the answer is bound to (structured output); `strict`: the provider can enforce it. */
  schema: { name: string; json: Record<string, unknown>; strict: boolean } | null;
  maxOutputTokens: number;
}

export interface Completion {
  text: string;
  /** null: the server told nothing (some compatible ones). */
  usage: { input: number; output: number } | null;
  model: string;
  finish: 'stop' | 'length' | 'refusal';
}

export interface ProviderFailure extends Failure {
  code:
    | 'auth'
    | 'rate-limit'
    | 'spend-limit'
    | 'overloaded'
    /** not called: it failed several times in a row, and rests. */
    | 'unavailable'
    | 'timeout'
    | 'stalled'
    | 'network'
    | 'refusal'
    | 'malformed'
    | 'too-long'
    | 'aborted'
    | 'rejected';
  /** worth another attempt of the job later. */
  retryable: boolean;
  retryAfterSeconds?: number;
  /** tokens that the failed call is known to have used. */
  usage?: { input: number; output: number };
  /** whether the provider bills the failed call: no, as `usage` says, or nobody can tell. */
  charge: 'none' | 'known' | 'unknown';
}

/** What an agent gets: a task type's model, schema-bound, with money reserved before and settled after each call. */
export interface Writer {
  /** null when the built-in provider is chosen for this task: the agent then writes by its own rules. */
  readonly model: { provider: string; model: string } | null;
  /** a sentence for the owner when this writer stands in for the chosen one. */
  readonly standsIn?: string;
  write<S extends z.ZodType>(request: WriteRequest<S>): Promise<Result<Written<z.output<S>>, WriteFailure>>;
  /** Plain words, handed on as they come; no schema and no repair. */
  stream(request: StreamRequest): Promise<Result<Streamed, WriteFailure>>;
}

export interface StreamRequest {
  system: string;
  prompt: string;
  /** the most the answer may be long; absent: the service's usual limit. */
  maxOutputTokens?: number;
  onText: OnText;
}

export interface Streamed {
  text: string;
  /** cut off at the length limit: the text is there, but not whole. */
  cut: boolean;
  cost: Written<unknown>['cost'];
}

export interface WriteRequest<S extends z.ZodType> {
  system: string;
  prompt: string;
  schema: S;
  schemaName: string;
  /** the schema passed but the words are not acceptable (an invented fact): the reason, which goes into the repair prompt. */
  accept?: (value: z.output<S>) => string | null;
  /** the raw answer as it comes; `attempt` is 0 first, then the number of the repair, which begins the answer anew. */
  onText?: (piece: string, attempt: number) => void;
}

export interface Written<T> {
  value: T;
  repairs: number;
  cost: { amount: number | null; currency: 'USD'; tokens: { input: number; output: number } };
}

export interface WriteFailure extends Failure {
  code: ProviderFailure['code'] | 'cap-reached' | 'not-configured';
  retryable: boolean;
  retryAfterSeconds?: number;
  cost: { amount: number | null; currency: 'USD'; tokens: { input: number; output: number } };
}
