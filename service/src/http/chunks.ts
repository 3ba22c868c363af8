import type { Context } from 'koa';
import { HttpProblem } from './problem.ts';

export interface BodyRules {
  /** where files of forms wait for their endpoint. */
  folder: string;
  /** of such a file. */
  mostBytes: number;
  /** a sender that sends nothing for so long is given up. */
  patienceMs: number;
}

/** The body's bytes as they come. A sender that stalls is a 408, one that goes away a 400. */
export async function* chunksOf(ctx: Context, ms: number): AsyncGenerator<Buffer> {
  const reader = (ctx.req as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), ms);
    });
    try {
      const step = await Promise.race([reader.next(), late]);
      if (step === 'late') {
        ctx.set('connection', 'close');
        throw new HttpProblem(408, {
          code: 'too_slow',
          message: `Nothing came for ${ms / 1000} seconds in the middle of the body.`,
          next: 'Send the request again; large files go in pieces (POST /api/v1/3d/uploads).',
        });
      }
      if (step.done) return;
      yield step.value;
    } catch (error) {
      if (error instanceof HttpProblem) throw error;
      throw new HttpProblem(400, {
        code: 'cut_off',
        message: `The body broke off: ${(error as Error).message}`,
        next: 'Send the request again.',
      });
    } finally {
      clearTimeout(timer);
    }
  }
}
