import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import type { Access } from '../kernel/endpoint.ts';
import type { Result } from '../kernel/result.ts';
import { HttpProblem } from './problem.ts';

/** What a signed request must match. The pairing domain implements it. */
export interface SiteAuthenticator {
  /** `body` null: it comes later, and must have the answer's digest (base64url SHA-256). */
  authenticate(request: {
    authorization: string;
    method: string;
    url: string;
    body: string | Uint8Array | null;
  }): Promise<Result<{ siteId: string; digest?: string }>>;
}

/** A browser that calls with a token of its site's making. The pairing domain implements it. */
export interface BrowserAuthenticator {
  authenticate(request: {
    authorization: string;
    method: string;
    url: string;
    origin: string;
  }): Promise<Result<{ siteId: string; user: number }>>;
  /** Whether a paired site has exactly this origin. */
  allows(origin: string): Promise<boolean>;
}

export interface AccessRules {
  /** absent: no browser is let in. */
  browsers?: BrowserAuthenticator;
  sites: SiteAuthenticator;
  /** null: the service listens on loopback only, and its operator is whoever is on this machine. */
  operatorToken: string | null;
  publicUrl: string;
}

export interface Caller {
  /** '' where the caller is no site. */
  siteId: string;
  user: number | null;
  /** what the body must be, where it comes after the caller was let in; null: nothing was promised. */
  digest: string | null;
}

/** Lets the caller in, or throws the problem. The body was read, unless `later`. */
export async function admit(ctx: Context, access: Access, rules: AccessRules, { later = false } = {}): Promise<Caller> {
  if (access === 'browser') return admitBrowser(ctx, rules);
  if (access === 'site') return admitSite(ctx, rules, later);
  if (access === 'operator') admitOperator(ctx, rules);
  return { siteId: '', user: null, digest: null };
}

/** The token names the address without its query: where to go on from is not known when it is made. */
async function admitBrowser(ctx: Context, rules: AccessRules): Promise<Caller> {
  if (!rules.browsers) {
    throw new HttpProblem(401, { code: 'token_missing', message: 'No browser may call here.', next: 'Ask through the site.' });
  }
  const result = await rules.browsers.authenticate({
    authorization: ctx.get('authorization'),
    method: ctx.method,
    url: rules.publicUrl + ctx.path,
    origin: ctx.get('origin'),
  });
  if (!result.ok) throw new HttpProblem(401, result.error);
  return { ...result.value, digest: null };
}

async function admitSite(ctx: Context, rules: AccessRules, later: boolean): Promise<Caller> {
  const result = await rules.sites.authenticate({
    authorization: ctx.get('authorization'),
    method: ctx.method,
    url: rules.publicUrl + ctx.url,
    body: later ? null : (ctx.request.rawBody ?? ''),
  });
  if (!result.ok) throw new HttpProblem(401, result.error);
  return { siteId: result.value.siteId, user: null, digest: result.value.digest ?? null };
}

function admitOperator(ctx: Context, { operatorToken: token, publicUrl }: AccessRules): void {
  if (token === null && isLocalCaller(ctx, publicUrl)) return;
  const given = Buffer.from(ctx.get('authorization').replace(/^Bearer /, ''));
  const wanted = Buffer.from(token ?? '');
  if (wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new HttpProblem(401, {
    code: 'operator_only',
    message: "This is for the service's operator.",
    next: 'Send "Authorization: Bearer <OPERATOR_TOKEN>" as set in the environment of the service.',
  });
}

/**
 * Somebody on this machine, and not a proxy on it that forwards for others, nor a page in a browser on it that was made to ask
 * (DNS rebinding, forged forms): those bear another Host or an Origin.
 */
function isLocalCaller(ctx: Context, publicUrl: string): boolean {
  const forwarded = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'].some((name) => ctx.get(name) !== '');
  const origin = ctx.get('origin');
  return (
    isLoopback(ctx.req.socket.remoteAddress) &&
    !forwarded &&
    ctx.host === new URL(publicUrl).host &&
    (origin === '' || origin === publicUrl)
  );
}

const isLoopback = (address: string | undefined): boolean => address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
