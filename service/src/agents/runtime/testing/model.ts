import type { z } from 'zod';
import type { Writer, WriteRequest } from '../../../intelligence/provider.ts';
import { fail, ok } from '../../../kernel/result.ts';

export const cost = { amount: 0.002, currency: 'USD' as const, tokens: { input: 900, output: 200 } };

export interface Model {
  writer: Writer;
  requests: WriteRequest<z.ZodType>[];
  refusals: string[];
}

/** A model that gives its answers one after the other; each is held against schema and `accept` as the real writer does. */
export const model = (...answers: unknown[]): Model => {
  const requests: WriteRequest<z.ZodType>[] = [];
  const refusals: string[] = [];
  const writer: Writer = {
    model: { provider: 'anthropic', model: 'a-model' },
    stream: () => Promise.reject(new Error('This agent asks for JSON and streams nothing.')),
    write: (request) => {
      requests.push(request as unknown as WriteRequest<z.ZodType>);
      for (const [repairs, answer] of answers.entries()) {
        const parsed = request.schema.safeParse(answer);
        const refusal = parsed.success ? (request.accept?.(parsed.data) ?? null) : 'wrong schema';
        if (parsed.success && refusal === null) return Promise.resolve(ok({ value: parsed.data, repairs, cost }));
        refusals.push(refusal ?? '');
      }
      return Promise.resolve(
        fail({ code: 'malformed' as const, message: 'The model’s answer was not acceptable.', retryable: false, cost }),
      );
    },
  };
  return { writer, requests, refusals };
};
