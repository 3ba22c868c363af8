import type { Context, Middleware } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpProblem } from './problem.ts';

export interface RateLimit {
  /** requests of one address in a minute. */
  perMinute: number;
  /** the service stands behind a proxy, which adds the caller's address to X-Forwarded-For. */
  behindProxy: boolean;
}

/** At most so many requests a minute from one address; 429 with Retry-After above that. Probes of life are not counted. */
export function limitRate({ perMinute, behindProxy }: RateLimit): Middleware {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (ctx, next) => {
    if (ctx.path !== '/health/live') await take(limiter, addressOf(ctx, behindProxy));
    await next();
  };
}

async function take(limiter: RateLimiterMemory, address: string): Promise<void> {
  try {
    await limiter.consume(address);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new HttpProblem(429, {
      code: 'too_many_requests',
      message: `More than ${limiter.points} requests in a minute came from this address.`,
      next: 'Wait as long as Retry-After says. The operator of the service sets the limit with RATE_LIMIT_PER_MINUTE.',
      details: { retry_after: Math.ceil(refused.msBeforeNext / 1000) },
    });
  }
}

/** Who calls. Only the last hop of X-Forwarded-For is the proxy's own word; what stands before it the caller may have written. */
export function addressOf(ctx: Context, behindProxy: boolean): string {
  const forwarded = behindProxy ? ctx.get('x-forwarded-for').split(',').at(-1)?.trim() : '';
  return forwarded || (ctx.req.socket.remoteAddress ?? '');
}
