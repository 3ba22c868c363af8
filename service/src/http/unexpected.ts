import { HttpProblem } from './problem.ts';

/**
 * SQLSTATEs after which the same request may go well in a moment, as its transaction was rolled back whole: connection lost (08), out of
 * resources (53), stopping or starting (57P), a standby after a failover (25006), deadlock and serialisation (40), lock or query cancelled.
 */
const passing = /^(08|53|57P|40)|^(25006|55P03|57014)$/;
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** pg gives errors without a code when the server goes away in the middle of a query. */
const cutOff = /^Connection terminated|^Client has encountered a connection error|connection is closed|server conn crashed/i;

function isPassing(error: unknown): boolean {
  const { code, name, message } = (error ?? {}) as { code?: unknown; name?: unknown; message?: unknown };
  if (typeof code === 'string') return passing.test(code) || network.has(code);
  return name === 'KnexTimeoutError' || (typeof message === 'string' && cutOff.test(message));
}

/** Faults of the database that pass are a 503 that says so; everything else is a bug and says nothing of its insides. */
export function unexpected(error: unknown): HttpProblem {
  const code = (error as { code?: unknown } | null)?.code;
  // Characters that PostgreSQL stores in no text: NUL and halves of surrogate pairs.
  if (code === '22021' || code === '22P05') {
    return new HttpProblem(422, {
      code: 'not_valid',
      message: 'The request holds a character that no text can hold (NUL, or half of a pair).',
      next: 'Remove it and send the request again. Nothing was changed.',
    });
  }
  if (isPassing(error)) {
    return new HttpProblem(503, {
      code: 'database_unavailable',
      message: "The service's database does not answer.",
      next: 'Try again in a moment. Nothing was changed.',
      details: { retry_after: 2 },
    });
  }
  return new HttpProblem(500, {
    code: 'internal_error',
    message: 'The service failed on this request. It is in its log under this request id.',
    next: 'Try again; if it stays, send the request id to the operator of the service.',
  });
}
