/** An expected outcome: a value, or a typed failure. Bugs throw instead. */
export type Result<T, E = Failure> = { ok: true; value: T } | { ok: false; error: E };

/** A failure that the caller can act on. `code` is stable; `message` says what is wrong, `next` what to do about it. */
export interface Failure {
  code: string;
  message: string;
  next?: string;
  /** extra members for the problem details (RFC 9457, section 3.2). */
  details?: Record<string, unknown>;
}

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const fail = <E extends Failure>(error: E): { ok: false; error: E } => ({ ok: false, error });
