import { randomUUID } from 'node:crypto';
import http from 'node:http';
import Koa, { type Context, type Middleware } from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import { Router } from '@koa/router';
import type { BoundEndpoint } from '../kernel/endpoint.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Page } from '../kernel/page.ts';
import type { Logger } from '../kernel/world.ts';
import type { AccessRules } from './access.ts';
import type { BodyRules } from './chunks.ts';
import { limitRate } from './limit.ts';
import { mountEndpoint } from './mount.ts';
import { mountPage } from './pages.ts';
import { HttpProblem, toProblem } from './problem.ts';
import { unexpected } from './unexpected.ts';

export const contractVersion = 1;

export interface HttpOptions {
  endpoints: readonly BoundEndpoint[];
  pages: readonly Page[];
  /** plain texts the operator reads: metrics and the like are endpoints of their own kind. */
  rules: AccessRules;
  bodies: BodyRules;
  logger: Logger;
  metrics: Metrics;
  instance: string | null;
  /** requests of one address in a minute. */
  requestsPerMinute: number;
}

/** The HTTP server: knows routes and errors, and no domain. Does not listen yet. */
export function createHttpServer(options: HttpOptions): http.Server {
  const app = new Koa();
  const router = new Router();
  for (const endpoint of options.endpoints) mountEndpoint(router, endpoint, { ...options.rules, bodies: options.bodies });
  for (const page of options.pages) mountPage(router, page, options.rules.publicUrl.startsWith('https:'));
  app.use(identify(options.instance));
  app.use(observe(options));
  app.use(problems(options.logger));
  app.use(secured);
  app.use(limitRate({ perMinute: options.requestsPerMinute, behindProxy: options.rules.publicUrl.startsWith('https:') }));
  app.use(compress({ threshold: 1024 }));
  app.use(router.routes());
  app.use(unknownRoute(router));
  // what happens after the answer has begun: a reader of a stream that goes away is no fault
  app.on('error', (error: Error & { code?: string }) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') options.logger.warn({ err: error.message }, 'an answer broke off');
  });
  return http.createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, app.callback());
}

const identify =
  (instance: string | null): Middleware =>
  async (ctx, next) => {
    const given = ctx.get('x-request-id');
    ctx.state['requestId'] = /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    ctx.set('x-request-id', ctx.state['requestId'] as string);
    ctx.set('x-devskyy-contract', String(contractVersion));
    if (instance !== null && ctx.path === '/health/live') ctx.set('x-devskyy-instance', instance);
    await next();
  };

const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    // form-action must allow the redirect back to the site's wp-admin that follows the consent form.
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'", 'http:', 'https:'],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
}) as unknown as Middleware;

const observe =
  ({ logger, metrics }: HttpOptions): Middleware =>
  async (ctx, next) => {
    const start = process.hrtime.bigint();
    try {
      await next();
    } finally {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      const route = (ctx['_matchedRoute'] as string | undefined) ?? 'unknown';
      metrics.observe('http_request_duration_seconds', seconds, { method: ctx.method, route, status: String(ctx.status) });
      const fields = {
        requestId: ctx.state['requestId'] as string,
        method: ctx.method,
        path: ctx.path,
        status: ctx.status,
        ms: Math.round(seconds * 1000),
      };
      if (ctx.path !== '/health/live') logger.info(fields, 'request');
    }
  };

const problems =
  (logger: Logger): Middleware =>
  async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const known = error instanceof HttpProblem ? error : unexpected(error);
      if (!(error instanceof HttpProblem)) {
        const cause = error instanceof Error ? { err: error.message, stack: error.stack } : { err: String(error) };
        logger.error({ requestId: ctx.state['requestId'] as string, path: ctx.path, ...cause }, 'request failed');
      }
      if (known.status === 401) {
        // Who was turned away, and why: a clock that is off shows here with the measured difference.
        const { code: problem, message, details } = known.failure;
        logger.warn({ requestId: ctx.state['requestId'] as string, path: ctx.path, problem, ...details }, message);
      }
      answerProblem(ctx, known);
    }
  };

function answerProblem(ctx: Context, problem: HttpProblem): void {
  ctx.status = problem.status;
  const retryAfter = problem.failure.details?.['retry_after'];
  if (typeof retryAfter === 'number') ctx.set('retry-after', String(retryAfter));
  ctx.body = toProblem(problem.status, problem.failure, { id: ctx.state['requestId'] as string, path: ctx.path });
  ctx.type = 'application/problem+json';
}

/** A known path with another method is 405 with Allow; anything else is 404. */
const unknownRoute =
  (router: Router): Middleware =>
  (ctx) => {
    if (ctx['_matchedRoute'] !== undefined || ctx.body !== undefined) return;
    const allowed = router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods);
    if (allowed.length > 0) {
      ctx.set('allow', [...new Set(allowed)].join(', '));
      throw new HttpProblem(405, {
        code: 'method_not_allowed',
        message: `${ctx.method} is not possible here.`,
        next: `Use ${[...new Set(allowed)].join(' or ')}.`,
      });
    }
    throw new HttpProblem(404, {
      code: 'no_such_route',
      message: `There is nothing at ${ctx.path}.`,
      next: 'The routes are listed in /api/v1/openapi.json.',
    });
  };
