import type { Context } from 'koa';
import { chunksOf, type BodyRules } from './chunks.ts';
import { HttpProblem } from './problem.ts';

type Limits = Pick<BodyRules, 'patienceMs'> & { limit: number };

/** Reads the body once, bounded; JSON into `ctx.state.json`, a form into `ctx.state.form`, the bytes' text into `rawBody`. */
export async function readBody(ctx: Context, { limit, patienceMs }: Limits): Promise<void> {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return;
  const text = (await gather(ctx, { limit, patienceMs })).toString('utf8');
  ctx.request.rawBody = text;
  if (text === '') return;
  if (ctx.is('application/x-www-form-urlencoded')) ctx.state['form'] = Object.fromEntries(new URLSearchParams(text));
  else ctx.state['json'] = parseJson(ctx, text);
}

/** Reads bytes once, bounded, into `rawBody` and, as what the endpoint's schema sees, into `ctx.state.json`. */
export async function readBytes(ctx: Context, limits: Limits): Promise<void> {
  const bytes = await gather(ctx, limits);
  ctx.request.rawBody = bytes;
  ctx.state['json'] = bytes;
}

/** Bytes are sent as bytes; told to callers only that were let in. */
export function requireBytes(ctx: Context): void {
  if (ctx.is('application/octet-stream')) return;
  throw new HttpProblem(415, {
    code: 'media_type',
    message: 'The body must be the bytes themselves.',
    next: 'Send "Content-Type: application/octet-stream".',
  });
}

async function gather(ctx: Context, { limit, patienceMs }: Limits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(ctx, patienceMs)) {
    size += chunk.length;
    if (size > limit) {
      ctx.set('connection', 'close');
      throw new HttpProblem(413, { code: 'too_large', message: `The body is larger than ${limit} bytes.`, next: 'Send less at a time.' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(ctx: Context, text: string): unknown {
  if (!ctx.is('json', '+json')) {
    throw new HttpProblem(415, { code: 'media_type', message: 'The body must be JSON.', next: 'Send "Content-Type: application/json".' });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new HttpProblem(400, {
      code: 'not_json',
      message: `The body is not JSON: ${(error as Error).message}`,
      next: 'Send valid JSON.',
    });
  }
}
