import type { z } from 'zod';
import type { Result } from '../kernel/result.ts';
import type { Failure } from '../kernel/result.ts';

/** One interface for every model: Anthropic, OpenAI, any OpenAI-compatible server. */
export interface ModelProvider {
  readonly name: 'anthropic' | 'openai' | 'compatible';
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Result<Completion, ProviderFailure>>;
}

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
  write<S extends z.ZodType>(request: WriteRequest<S>): Promise<Result<Written<z.output<S>>, WriteFailure>>;
}

export interface WriteRequest<S extends z.ZodType> {
  system: string;
  prompt: string;
  schema: S;
  schemaName: string;
  /** the schema passed but the words are not acceptable (an invented fact): the reason, which goes into the repair prompt. */
  accept?: (value: z.output<S>) => string | null;
}

export interface Written<T> {
  value: T;
  repairs: number;
  cost: { amount: number | null; currency: 'USD'; tokens: { input: number; output: number } };
}

export interface WriteFailure extends Failure {
  code: ProviderFailure['code'] | 'cap-reached' | 'not-configured';
  retryable: boolean;
  cost: { amount: number | null; currency: 'USD'; tokens: { input: number; output: number } };
}
