import { inboxAnswer, type InboxAnswer, type Message } from '../../domains/outbox/contract.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Outgoing, OutgoingAnswer } from './outgoing.ts';

export interface WordPressOptions {
  sites: { get(siteId: string): Promise<{ restUrl: string } | null> };
  signer: { sign(siteId: string, request: { method: string; url: string; body: string }): Promise<string> };
  outgoing: Outgoing;
  contractVersion: number;
  timeoutMs?: number;
}

/** Calls of the service into paired sites. */
export interface WordPress {
  push(siteId: string, messages: readonly Message[], signal: AbortSignal): Promise<Result<InboxAnswer, Failure>>;
}

/** Pushes messages to `{rest_url}/inbox`, signed. Follows no redirect and waits no longer than `timeoutMs`. */
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

async function post(options: WordPressOptions, { url, body, token, signal }: Call): Promise<Result<OutgoingAnswer>> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'x-devskyy-contract': String(options.contractVersion),
  };
  try {
    return ok(await options.outgoing({ method: 'POST', url, body, headers, signal, timeoutMs: options.timeoutMs ?? 15_000 }));
  } catch (error) {
    const why = (error as { code?: string }).code ?? (error as Error).message;
    return fail({
      code: 'site_unreachable',
      message: `${url} could not be reached (${why}).`,
      next: 'The plugin can fetch the results itself; nothing is lost.',
    });
  }
}

function read({ status, body }: OutgoingAnswer, url: string): Result<InboxAnswer> {
  if (status >= 300 && status < 400) {
    const next = 'Connect the site anew under the address it really has.';
    return fail({ code: 'site_redirects', message: `${url} redirects elsewhere (${status}), and redirects are not followed.`, next });
  }
  if (status !== 200) return fail(refusal(status, body, url));
  const parsed = inboxAnswer.safeParse(asJson(body));
  if (parsed.success) return ok(parsed.data);
  return fail({
    code: 'site_answer',
    message: `${url} answered, but not as an inbox does.`,
    next: 'Look for a plugin or a firewall that changes REST answers on the site.',
  });
}

function refusal(status: number, text: string, url: string): Failure {
  const error = asJson(text) as { code?: unknown; message?: unknown; data?: { details?: { skew_seconds?: unknown } } } | null;
  const skew = error?.data?.details?.skew_seconds;
  const words = typeof error?.message === 'string' ? `: ${error.message.slice(0, 300)}` : '';
  const code = typeof error?.code === 'string' ? ` (${error.code.slice(0, 60)})` : '';
  if (typeof skew === 'number') {
    const which = skew > 0 ? `ahead of the site's` : `behind the site's`;
    const message = `${url} refused the token${code}: by the site's measure this service's clock is ${Math.abs(skew)} seconds ${which}.`;
    return {
      code: 'clock_skew',
      message,
      next: 'Set the clock of the service or of the WordPress server right (NTP); it goes on by itself then.',
    };
  }
  const next =
    status === 401 || status === 403 ? 'Connect the site anew in wp-admin under DevSkyy → Settings.' : 'It is tried again by itself.';
  return { code: 'site_refused', message: `${url} answered ${status}${code}${words}`, next };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // a page of HTML, most often: the caller says what was expected
  }
}
