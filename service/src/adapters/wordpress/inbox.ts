import { inboxAnswer, type InboxAnswer, type Message } from '../../domains/outbox/contract.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';

export interface WordPressOptions {
  sites: { get(siteId: string): Promise<{ id: string; url: string; restUrl: string } | null> };
  signer: { sign(siteId: string, request: { method: string; url: string; body: string }): Promise<string> };
  /** the guarded fetch: it decides which addresses may be called at all. */
  fetch: typeof fetch;
  contractVersion: number;
  timeoutMs?: number;
}

/** Calls of the service into paired sites. */
export interface WordPress {
  push(siteId: string, messages: readonly Message[], signal: AbortSignal): Promise<Result<InboxAnswer, Failure>>;
}

const maxAnswerBytes = 1_000_000;

/** Pushes messages to `{rest_url}/inbox`, signed. Follows no redirect, waits no longer than `timeoutMs`, reads no endless answer. */
export const createWordPress = (options: WordPressOptions): WordPress => ({
  async push(siteId, messages, signal) {
    const site = await options.sites.get(siteId);
    if (!site) return fail({ code: 'site_gone', message: 'This site is not connected any more.' });
    const url = inboxUrl(site.restUrl);
    const body = JSON.stringify({ messages });
    const token = await options.signer.sign(siteId, { method: 'POST', url, body });
    const answer = await post(options, { url, body, token, signal });
    return answer.ok ? read(answer.value, url) : answer;
  },
});

/** Works for pretty permalinks and for `?rest_route=` alike. */
export function inboxUrl(restUrl: string): string {
  const route = /([?&]rest_route=[^&#]*?)\/?(?=[&#]|$)/;
  if (route.test(restUrl)) return restUrl.replace(route, '$1/inbox');
  const [path = '', query] = restUrl.split('?', 2);
  return `${path.replace(/\/$/, '')}/inbox${query === undefined ? '' : `?${query}`}`;
}

interface Call {
  url: string;
  body: string;
  token: string;
  signal: AbortSignal;
}

async function post(options: WordPressOptions, { url, body, token, signal }: Call): Promise<Result<Response>> {
  const timeoutMs = options.timeoutMs ?? 15_000;
  try {
    const response = await options.fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json',
        'x-devskyy-contract': String(options.contractVersion),
      },
    });
    return ok(response);
  } catch (error) {
    const late = (error as Error).name === 'TimeoutError';
    const cause = (error as { cause?: { code?: unknown; message?: unknown } }).cause;
    const why = late ? `no answer within ${timeoutMs / 1000} seconds` : String(cause?.code ?? cause?.message ?? (error as Error).message);
    return fail({ code: 'site_unreachable', message: `${url} could not be reached: ${why}.`, next: 'The plugin fetches the results itself; nothing is lost.' });
  }
}

async function read(response: Response, url: string): Promise<Result<InboxAnswer>> {
  const text = await bounded(response);
  if (text === null) return fail({ code: 'site_answer', message: `${url} answered with more than ${maxAnswerBytes} bytes.` });
  if (response.status >= 300 && response.status < 400) {
    return fail({ code: 'site_redirects', message: `${url} redirects elsewhere (${response.status}), and redirects are not followed.`, next: 'Connect the site anew under the address it really has.' });
  }
  if (response.status !== 200) return fail(refusal(response.status, text, url));
  const parsed = inboxAnswer.safeParse(asJson(text));
  if (parsed.success) return ok(parsed.data);
  return fail({ code: 'site_answer', message: `${url} answered, but not as an inbox does.`, next: 'Look for a plugin or a firewall that changes REST answers on the site.' });
}

function refusal(status: number, text: string, url: string): Failure {
  const error = asJson(text) as { code?: unknown; message?: unknown } | null;
  const words = typeof error?.message === 'string' ? `: ${error.message.slice(0, 300)}` : '';
  const code = typeof error?.code === 'string' ? ` (${error.code.slice(0, 60)})` : '';
  const next = status === 401 || status === 403 ? 'Connect the site anew in wp-admin under DevSkyy → Settings.' : 'It is tried again by itself.';
  return { code: 'site_refused', message: `${url} answered ${status}${code}${words}`, next };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // a page of HTML, most often: the caller says what was expected
  }
}

/** The answer's text, or null when it is longer than any honest answer. */
async function bounded(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxAnswerBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
