import type { Context } from 'koa';
import type { Router } from '@koa/router';
import type { Page, PageAnswer } from '../kernel/page.ts';
import { readBody } from './body.ts';
import { addressOf } from './limit.ts';

export const sessionCookie = 'devskyy_operator';

/** Mounts a server-rendered page. Pages are few, small and without script. `secure`: browsers come by https, through a proxy. */
export function mountPage(router: Router, page: Page, secure: boolean): void {
  router[page.method](page.id, page.path, async (ctx) => {
    await readBody(ctx, { limit: 64 * 1024, patienceMs: 15_000 });
    const answer = await page.handle({
      url: ctx.url,
      query: single(ctx.query),
      form: (ctx.state['form'] as Record<string, string> | undefined) ?? {},
      session: ctx.cookies.get(sessionCookie) ?? null,
      address: addressOf(ctx, secure),
    });
    send(ctx, answer, secure);
  });
}

function send(ctx: Context, answer: PageAnswer, secure: boolean): void {
  if (answer.session !== undefined) {
    // TLS ends at the proxy, so the connection itself is never encrypted; without this no secure cookie is set.
    ctx.cookies.secure = secure;
    const options = { httpOnly: true, sameSite: 'lax' as const, secure, path: '/', overwrite: true };
    ctx.cookies.set(sessionCookie, answer.session ?? '', answer.session === null ? { ...options, maxAge: 0 } : options);
  }
  ctx.set('cache-control', 'no-store');
  if (answer.kind === 'redirect') {
    // After a POST the browser must GET what follows (RFC 9110, section 15.4.4).
    ctx.status = ctx.method === 'POST' ? 303 : 302;
    ctx.set('location', answer.location);
    return;
  }
  ctx.status = answer.status;
  ctx.type = 'html';
  ctx.body = answer.html;
}

function single(query: Context['query']): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : (value ?? '')]));
}
