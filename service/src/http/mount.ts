import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { Router } from '@koa/router';
import type { z } from 'zod';
import type { BoundEndpoint, EndpointContract, EventStream, FileAnswer, ReceivedFile } from '../kernel/endpoint.ts';
import { admit, type AccessRules, type Caller } from './access.ts';
import { readBody, readBytes, requireBytes } from './body.ts';
import type { BodyRules } from './chunks.ts';
import { allowOrigin, mountPreflight } from './cors.ts';
import { eventText } from './events.ts';
import { sendFile } from './files.ts';
import { receiveForm } from './form.ts';
import { successStatus } from './openapi.ts';
import { HttpProblem, kindStatus } from './problem.ts';

/** Mounts one declared endpoint: access, validation, handler, response check; everything from its contract. */
export function mountEndpoint(router: Router, endpoint: BoundEndpoint, rules: AccessRules & { bodies: BodyRules }): void {
  const { contract } = endpoint;
  if (contract.cors) mountPreflight(router, contract, rules);
  router[contract.method](contract.id, contract.path, async (ctx) => {
    // first of all, so that the browser may read a refusal too
    if (contract.cors) await allowOrigin(ctx, rules);
    const { caller, file } = await receive(ctx, contract, rules);
    try {
      await answer(ctx, endpoint, { ...caller, file });
    } finally {
      if (file) await rm(file.path, { force: true });
    }
  });
}

/** Who calls, and the body. A form is received from callers only that were let in. */
async function receive(
  ctx: Context,
  contract: EndpointContract,
  rules: AccessRules & { bodies: BodyRules },
): Promise<{ caller: Caller; file: ReceivedFile | null }> {
  if (!contract.form || !ctx.is('multipart/form-data')) {
    const limits = { limit: contract.limit ?? 1024 * 1024, patienceMs: rules.bodies.patienceMs };
    await (contract.bytes ? readBytes(ctx, limits) : readBody(ctx, limits));
    const caller = await admit(ctx, contract.access, rules);
    if (contract.bytes) requireBytes(ctx);
    return { caller, file: null };
  }
  const close = (error: unknown): never => {
    ctx.set('connection', 'close'); // what it still sends is not wanted
    throw error;
  };
  const caller = await admit(ctx, contract.access, rules, { later: true }).catch(close);
  const { fields, file, digest } = await receiveForm(ctx, rules.bodies);
  if (caller.digest !== null && caller.digest !== digest) {
    if (file) await rm(file.path, { force: true });
    throw new HttpProblem(401, {
      code: 'token_request',
      message: 'The token was signed for another request: the body differs.',
      next: 'Sign the body as it is sent.',
    });
  }
  ctx.state['json'] = fields;
  return { caller, file };
}

async function answer(ctx: Context, { contract, handle }: BoundEndpoint, caller: Caller & { file: ReceivedFile | null }): Promise<void> {
  const input = validated(ctx, contract);
  const abort = new AbortController();
  ctx.res.once('close', () => {
    if (!ctx.res.writableFinished) abort.abort(); // the caller went away
  });
  const result = await handle({
    ...input,
    call: {
      requestId: ctx.state['requestId'] as string,
      siteId: caller.siteId,
      user: caller.user,
      idempotencyKey: ctx.get('idempotency-key') || null,
      lastEventId: ctx.get('last-event-id') || null,
      file: caller.file,
      signal: abort.signal,
    },
  });
  if (!result.ok) {
    const kind = contract.failures[result.error.code];
    if (!kind) throw new Error(`${contract.id} answered with the undeclared failure "${result.error.code}": ${result.error.message}`);
    throw new HttpProblem(kindStatus(kind), result.error);
  }
  ctx.status = successStatus(contract);
  if (contract.file) return sendFile(ctx, result.value as FileAnswer);
  if (contract.stream) sendEvents(ctx, result.value as EventStream, contract.response);
  else if (contract.success !== 'no-content') ctx.body = contract.response.parse(result.value);
  if (contract.media !== undefined) ctx.set('content-type', contract.media);
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
