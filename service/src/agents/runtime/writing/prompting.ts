import type { AgentContext, AgentFailure } from '../agent.ts';

/** Stands in system prompts and nowhere else: an answer that holds it repeats its instructions. */
export const canary = 'HQ7-LANTERN-2251';

/** Data that cannot close its own delimiter. */
export const enclosed = (data: unknown): string => JSON.stringify(data, null, 1).replace(/</g, '\\u003c').replace(/>/g, '\\u003e');

type Written = Awaited<ReturnType<AgentContext['writer']['write']>>;

/** What a model could not do, as the agent's own failure. */
export const writingFailure = (error: Extract<Written, { ok: false }>['error']): AgentFailure => {
  const { code, message, next, details, retryable, cost } = error;
  return { code, message, retryable, cost, ...(next ? { next } : {}), ...(details ? { details } : {}) };
};

export const free = { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } } as const;
