/**
 * Seconds that a provider asks to wait: `retry-after-ms`, `Retry-After` (RFC 9110, section 10.2.3: seconds or a date), else the reset
 * of the limit that is used up (`anthropic-ratelimit-*-reset` is a moment, OpenAI's `x-ratelimit-reset-*` a span). Undefined: it says nothing.
 */
export function retryAfter(headers: unknown, now = Date.now()): number | undefined {
  if (!(headers instanceof Headers)) return undefined;
  const date = headers.get('date');
  const sent = Number.isNaN(Date.parse(date ?? '')) ? now : Date.parse(date ?? '');
  const until = (moment: string): number => Math.max(0, (Date.parse(moment) - sent) / 1000);
  const milliseconds = number(headers.get('retry-after-ms'));
  const value = headers.get('retry-after');
  const seconds = milliseconds === null ? (value === null ? reset(headers, until) : (number(value) ?? until(value))) : milliseconds / 1000;
  return seconds !== undefined && Number.isFinite(seconds) ? seconds : undefined;
}

const number = (text: string | null): number | null => (text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null);

/** The latest reset among the limits of which nothing remains. */
function reset(headers: Headers, until: (moment: string) => number): number | undefined {
  const waits: number[] = [];
  for (const [name, remaining] of headers) {
    if (remaining.trim() !== '0') continue;
    const anthropic = /^(anthropic-ratelimit-[a-z-]+)-remaining$/.exec(name)?.[1];
    const openai = /^x-ratelimit-remaining-([a-z-]+)$/.exec(name)?.[1];
    if (anthropic) waits.push(until(headers.get(`${anthropic}-reset`) ?? ''));
    if (openai) waits.push(span(headers.get(`x-ratelimit-reset-${openai}`) ?? ''));
  }
  const known = waits.filter((wait) => Number.isFinite(wait));
  return known.length > 0 ? Math.max(...known) : undefined;
}

const units: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** "6m0s", "1.5s", "20ms" in seconds. */
function span(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  return parts.length === 0 ? Number.NaN : parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0);
}
