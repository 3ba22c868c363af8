import type { Context } from 'koa';
import type { Router } from '@koa/router';
import type { EndpointContract } from '../kernel/endpoint.ts';
import type { AccessRules } from './access.ts';
import { HttpProblem } from './problem.ts';

/** Seconds for which a browser need not ask again (Fetch standard, section 3.3.3). */
const maxAge = 600;

/** Lets a page of a paired site read this answer; every other page learns nothing. False when the origin is none of theirs. */
export async function allowOrigin(ctx: Context, rules: AccessRules): Promise<boolean> {
  ctx.vary('Origin');
  const origin = ctx.get('origin');
  if (origin === '' || !(await rules.browsers?.allows(origin))) return false;
  ctx.set('access-control-allow-origin', origin);
  ctx.set('access-control-expose-headers', 'x-devskyy-contract, retry-after');
  return true;
}

/** Answers the browser's question before a request with a token (CORS preflight), for the origins of paired sites only. */
export function mountPreflight(router: Router, contract: EndpointContract, rules: AccessRules): void {
  router.options(contract.path, async (ctx) => {
    if (!(await allowOrigin(ctx, rules))) {
      throw new HttpProblem(403, {
        code: 'origin_unknown',
        message: 'No site of this origin is connected to this service.',
        next: 'Open wp-admin at the address that the site was connected with.',
      });
    }
    ctx.set('access-control-allow-methods', contract.method.toUpperCase());
    ctx.set('access-control-allow-headers', 'authorization');
    ctx.set('access-control-max-age', String(maxAge));
    if (ctx.get('access-control-request-private-network') === 'true') ctx.set('access-control-allow-private-network', 'true');
    ctx.status = 204;
  });
}
