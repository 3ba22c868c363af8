/** A server-rendered page or form of the service itself (consent, log-in): the few places where a browser talks to it. */
export interface Page {
  id: string;
  method: 'get' | 'post';
  path: string;
  handle(visit: Visit): Promise<PageAnswer>;
}

export interface Visit {
  /** path and query as asked for. */
  url: string;
  query: Record<string, string>;
  form: Record<string, string>;
  /** value of the operator's session cookie. */
  session: string | null;
  /** who calls, for limits: the socket's address, or what the proxy says. */
  address: string;
}

export type PageAnswer =
  { kind: 'html'; status: number; html: string; session?: string | null } | { kind: 'redirect'; location: string; session?: string | null };
