import type { GuardedFetch } from '../fetch/guarded-fetch.ts';

export interface OutgoingRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface OutgoingAnswer {
  status: number;
  body: string;
}

/** Calls a site: no redirects, bounded in time and size, and public https addresses only, unless the operator listed the origin. */
export type Outgoing = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

const largest = 1024 * 1024;

export const createOutgoing =
  (guarded: GuardedFetch): Outgoing =>
  async ({ method, url, headers, body, timeoutMs, signal }) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const answer = await guarded(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return { status: answer.status, body: await bounded(answer, url) };
  };

async function bounded(answer: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > largest) throw new Error(`${new URL(url).host} sent more than ${largest} bytes.`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}
