import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Failure, Result } from './result.ts';

/**
 * Who may call: a paired site (signed request), a browser at a paired site (token that the site made for this one call), the operator
 * (token, or a loopback-only service), or anyone (named in one list).
 */
export type Access = 'site' | 'browser' | 'operator' | 'public';

/** Outcome names; http maps each to its status: ok 200, created 201, accepted 202, no-content 204. Failures are listed by code. */
export type Success = 'ok' | 'created' | 'accepted' | 'no-content';
export type FailureKind =
  | 'bad-request' // 400
  | 'unauthorised' // 401
  | 'forbidden' // 403
  | 'not-found' // 404
  | 'conflict' // 409
  | 'too-large' // 413
  | 'unsupported' // 415
  | 'invalid' // 422
  | 'too-many' // 429
  | 'unavailable' // 503
  | 'no-space'; // 507

type Schema = z.ZodType;

export interface EndpointContract<
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  R extends Schema = Schema,
> {
  /** operationId, also the folder's name: verb-noun. */
  id: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** full path, e.g. /api/v1/runs/:id */
  path: string;
  summary: string;
  tag: string;
  access: Access;
  /** browsers at the paired sites may read the answer: CORS for exactly their origins. */
  cors?: true;
  params?: P;
  query?: Q;
  body?: B;
  /** body limit in bytes; 1 MiB unless told. */
  limit?: number;
  /** the body is bytes, of which `input.body` is a Buffer; `limit` bounds them. */
  bytes?: true;
  /** beside JSON the body may be a form (multipart/form-data, RFC 7578): its texts become `input.body`, its one file `call.file`. */
  form?: true;
  success: Success;
  /** the answer is a file; the handler's value is a FileAnswer. */
  file?: true;
  /** the answer is server-sent events; `response` is then the schema of each event's data, and the handler's value an EventStream. */
  stream?: true;
  response: R;
  /** the answer is a text of this media type, and not JSON. */
  media?: string;
  /** failure code → kind; a code that is not listed here is a bug (500). */
  failures: Record<string, FailureKind>;
}

/** What a handler knows of its caller and its request. */
export interface Call {
  requestId: string;
  /** the paired site, for access `site` and `browser`. */
  siteId: string;
  /** the site's user on whose behalf a browser calls; null for every other access. */
  user: number | null;
  /** the Idempotency-Key header, where sent. */
  idempotencyKey: string | null;
  /** the Last-Event-ID header: where a reader of events lost the connection. */
  lastEventId: string | null;
  /** what came with a form; it is gone when the answer is. */
  file: ReceivedFile | null;
  signal: AbortSignal;
}

export interface EndpointInput<P extends Schema, Q extends Schema, B extends Schema> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  call: Call;
}

export interface Endpoint<D, P extends Schema = Schema, Q extends Schema = Schema, B extends Schema = Schema, R extends Schema = Schema> {
  contract: EndpointContract<P, Q, B, R>;
  handle(input: EndpointInput<P, Q, B>, deps: D): Promise<Result<z.input<R> | EventStream | FileAnswer, Failure>>;
}

/** Declares a contract: one place for the route, its validation, its answers and its OpenAPI entry. */
export const defineContract = <P extends Schema, Q extends Schema, B extends Schema, R extends Schema>(
  contract: EndpointContract<P, Q, B, R>,
): EndpointContract<P, Q, B, R> => contract;

/** Joins a contract and its handler. `D` is what the domain's endpoints get injected. */
export const defineEndpoint =
  <D>() =>
  <P extends Schema, Q extends Schema, B extends Schema, R extends Schema>(
    contract: EndpointContract<P, Q, B, R>,
    handle: Endpoint<D, P, Q, B, R>['handle'],
  ): Endpoint<D, P, Q, B, R> => ({ contract, handle });

/** A file that came with a form: a temporary file of this machine. */
export interface ReceivedFile {
  path: string;
  /** as its sender calls it. */
  name: string;
  bytes: number;
  sha256: string;
}

/** The value of a `file` endpoint. */
export interface FileAnswer {
  open(): Promise<Readable>;
  bytes: number;
  media: string;
  /** what the reader may call it, in any script. */
  name: string;
  /** its content's hash: an address and a hash stand for the same bytes for ever. */
  sha256: string;
}

/** Server-sent events (HTML standard, section 9.2): the value of a `stream` endpoint. */
export interface EventStream {
  stream: AsyncIterable<{ id: string; event: string; data: unknown }>;
}

/** An endpoint with what it needs already injected: what http mounts. */
export interface BoundEndpoint {
  contract: EndpointContract;
  handle(input: EndpointInput<Schema, Schema, Schema>): Promise<Result<unknown, Failure>>;
}

export const bindEndpoints = <D>(endpoints: readonly Endpoint<D>[], deps: D): BoundEndpoint[] =>
  endpoints.map((endpoint) => ({ contract: endpoint.contract, handle: (input) => endpoint.handle(input, deps) }));
