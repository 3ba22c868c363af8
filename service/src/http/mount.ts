import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { Router } from '@koa/router';
import type { z } from 'zod';
import type { BoundEndpoint, EndpointContract, EventStream } from '../kernel/endpoint.ts';
import { admit, type AccessRules } from './access.ts';
import { readBody } from './body.ts';
import { allowOrigin, mountPreflight } from './cors.ts';
import { eventText } from './events.ts';
import { successStatus } from './openapi.ts';
import { HttpProblem, kindStatus } from './problem.ts';

/** Mounts one declared endpoint: access, validation, handler, response check; everything from its contract. */
export function mountEndpoint(router: Router, endpoint: BoundEndpoint, rules: AccessRules): void {
  const { contract } = endpoint;
  if (contract.cors) mountPreflight(router, contract, rules);
  router[contract.method](contract.id, contract.path, async (ctx) => {
    // first of all, so that the browser may read a refusal too
    if (contract.cors) await allowOrigin(ctx, rules);
    await readBody(ctx, contract.limit ?? 1024 * 1024);
    const { siteId, user } = await admit(ctx, contract.access, rules);
    const input = validated(ctx, contract);
    const abort = new AbortController();
    ctx.res.once('close', () => {
      if (!ctx.res.writableFinished) abort.abort(); // the caller went away
    });
    const result = await endpoint.handle({
      ...input,
      call: {
        requestId: ctx.state['requestId'] as string,
        siteId,
        user,
        idempotencyKey: ctx.get('idempotency-key') || null,
        lastEventId: ctx.get('last-event-id') || null,
        signal: abort.signal,
      },
    });
    if (!result.ok) {
      const kind = contract.failures[result.error.code];
      if (!kind) throw new Error(`${contract.id} answered with the undeclared failure "${result.error.code}": ${result.error.message}`);
      throw new HttpProblem(kindStatus(kind), result.error);
    }
    ctx.status = successStatus(contract);
    if (contract.stream) sendEvents(ctx, result.value as EventStream, contract.response);
    else if (contract.success !== 'no-content') ctx.body = contract.response.parse(result.value);
    if (contract.media !== undefined) ctx.set('content-type', contract.media);
  });
}

function validated(ctx: Context, contract: EndpointContract): { params: unknown; query: unknown; body: unknown } {
  const errors: { where: string; path: string; message: string }[] = [];
  const check = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    errors.push(...parsed.error.issues.map((issue) => ({ where, path: issue.path.join('.'), message: issue.message })));
    return undefined;
  };
  const input = {
    params: check(contract.params, ctx['params'], 'path'),
    query: check(contract.query, ctx.query, 'query'),
    body: check(contract.body, ctx.state['json'], 'body'),
  };
  if (errors.length === 0) return input;
  const first = errors[0]!;
  throw new HttpProblem(422, {
    code: 'not_valid',
    message: `${first.where}${first.path ? `: ${first.path}` : ''}: ${first.message}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`,
    next: 'Correct the fields named in "errors" and send the request again. The schemas are in /api/v1/openapi.json.',
    details: { errors },
  });
}

function sendEvents(ctx: Context, value: EventStream, schema: z.ZodType): void {
  ctx.set('content-type', 'text/event-stream');
  ctx.set('cache-control', 'no-store');
  ctx.set('x-accel-buffering', 'no');
  ctx.compress = false;
  ctx.body = Readable.from(eventText(value.stream, (data) => schema.parse(data)));
}
