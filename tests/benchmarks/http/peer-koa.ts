import { randomUUID } from 'node:crypto';
import { bodyParser } from '@koa/bodyparser';
import cors from '@koa/cors';
import { Router } from '@koa/router';
import Koa, { type Middleware } from 'koa';
import helmet from 'koa-helmet';
import { pino } from 'pino';
import { Histogram } from 'prom-client';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { answerOf, itemAnswer, itemBody, itemParams } from './item.ts';
import { allowedOrigin, callerOf, peerSettings, requestsPerMinute } from './peer.ts';

/** The same route in plain Koa, with the usual middleware and no declaration above it. */
const settings = peerSettings();
const app = new Koa();
const router = new Router();
const log = pino();
const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
const duration = new Histogram({ name: 'http_request_duration_seconds', help: 'Duration.', labelNames: ['method', 'route', 'status'] });

const observe: Middleware = async (ctx, next) => {
  const from = performance.now();
  const id = ctx.get('x-request-id') || randomUUID();
  ctx.set('x-request-id', id);
  await next();
  const ms = performance.now() - from;
  duration.observe({ method: ctx.method, route: String(ctx['_matchedRoute']), status: String(ctx.status) }, ms / 1000);
  log.info({ id, method: ctx.method, path: ctx.path, status: ctx.status, ms }, 'request');
};

router.get('/health', (ctx) => {
  ctx.body = { status: 'live' };
});
router.post('/api/v1/items/:id', async (ctx) => {
  let user: string;
  try {
    user = callerOf(ctx.get('authorization'), settings);
  } catch {
    return ctx.throw(401, 'The token does not hold.');
  }
  const params = itemParams.parse(ctx['params']);
  const body = itemBody.safeParse((ctx.request as unknown as { body: unknown }).body);
  if (!body.success) return ctx.throw(422, 'The body is not valid.');
  ctx.body = itemAnswer.parse(answerOf(params.id, body.data, user));
});

app.use(observe);
app.use(helmet() as unknown as Middleware);
app.use(cors({ origin: allowedOrigin }));
app.use(async (ctx, next) => {
  await limiter.consume(ctx.ip);
  await next();
});
app.use(bodyParser());
app.use(router.routes());
app.listen(settings.port, '127.0.0.1');
