import type { Failure } from '../kernel/result.ts';
import type { FailureKind } from '../kernel/endpoint.ts';

const statusOf: Record<FailureKind, number> = {
  'bad-request': 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  invalid: 422,
  'too-many': 429,
  unavailable: 503,
  'no-space': 507,
};

const titleOf: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not valid',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
  507: 'No space left',
};

/** Problem details (RFC 9457) with the project's own members: code, next, request_id, errors. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  next: string | null;
  request_id: string;
  [member: string]: unknown;
}

/** An error that http itself raises: no such route, a body that cannot be read, a caller that is not known. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly failure: Failure;
  constructor(status: number, failure: Failure) {
    super(failure.message);
    this.status = status;
    this.failure = failure;
  }
}

export const kindStatus = (kind: FailureKind): number => statusOf[kind];

export function toProblem(status: number, failure: Failure, request: { id: string; path: string }): Problem {
  return {
    ...failure.details,
    type: `urn:devskyy:problem:${failure.code}`,
    title: titleOf[status] ?? 'Error',
    status,
    detail: failure.message,
    instance: request.path,
    code: failure.code,
    next: failure.next ?? null,
    request_id: request.id,
  };
}
