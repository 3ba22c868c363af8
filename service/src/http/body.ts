import type { Context } from 'koa';
import { HttpProblem } from './problem.ts';

/** Reads the body once, bounded; JSON into `ctx.state.json`, a form into `ctx.state.form`, the bytes' text into `rawBody`. */
export async function readBody(ctx: Context, limit: number): Promise<void> {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      ctx.set('connection', 'close');
      throw new HttpProblem(413, { code: 'too_large', message: `The body is larger than ${limit} bytes.`, next: 'Send less at a time.' });
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  ctx.request.rawBody = text;
  if (text === '') return;
  if (ctx.is('application/x-www-form-urlencoded')) ctx.state['form'] = Object.fromEntries(new URLSearchParams(text));
  else ctx.state['json'] = parseJson(ctx, text);
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
