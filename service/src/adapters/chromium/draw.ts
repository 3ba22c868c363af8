import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { FileRenderRequest, RenderRequest, View } from '../../pipeline/types.ts';
import { asFile } from './as-file.ts';
import type { Running } from './browser.ts';
import { Ended, failures, heavy, late, refused } from './failures.ts';
import { clear, shoot, show } from './page.ts';

export interface Bounds {
  memoryMb: number;
  /** for loading a model, and again for each picture. */
  timeoutMs: number;
}

/** One step within its time, ended early by the signal (whose reason may say why) or by too much memory. */
function guarded<T>(browser: Running, { memoryMb, timeoutMs }: Bounds, signal: AbortSignal, step: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const end = (failure: Failure): void => reject(new Ended(failure));
    const cancel = (): void => end(signal.reason instanceof Ended ? signal.reason.failure : failures.cancelled);
    const timer = setTimeout(() => end(late(timeoutMs)), timeoutMs);
    const watch = setInterval(() => {
      const held = browser.megabytes();
      if (held !== null && held > memoryMb) end(heavy(held, memoryMb));
    }, 1000);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    step()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        clearInterval(watch);
        signal.removeEventListener('abort', cancel);
      });
  });
}

// model-viewer's "auto" stands a twentieth further away than what fits exactly
const orbit = ({ theta, phi, distance = 1 }: View): string => `${theta}deg ${phi}deg ${Math.round(distance * 1050) / 10}%`;

/** What can be drawn: a model in memory or in a file. */
export type Drawable = RenderRequest | FileRenderRequest;

/** Draws one model's pictures, PNG. Throws {@link Ended} when it was ended early, and what the browser throws when it died. */
export async function draw(
  browser: Running,
  request: Drawable,
  bounds: Bounds,
  signal: AbortSignal,
): Promise<Result<Uint8Array[], Failure>> {
  if ('file' in request) return drawFile(browser, request, bounds, signal);
  const { glb, ...shots } = request;
  return asFile(glb, (file) => drawFile(browser, { ...shots, file }, bounds, signal));
}

async function drawFile(
  browser: Running,
  request: FileRenderRequest,
  bounds: Bounds,
  signal: AbortSignal,
): Promise<Result<Uint8Array[], Failure>> {
  const { page } = browser;
  const { pixels, shadow = false, variant = null, clip = null, background = null } = request;
  const within = <T>(step: () => Promise<T>): Promise<T> => guarded(browser, bounds, signal, step);
  const scene = { model: await within(() => browser.offer(request.file)), pixels, shadow, variant, clip };
  const problem = await within(() => page.evaluate(show, scene));
  if (problem !== null) return fail(refused(problem));
  const pictures: Uint8Array[] = [];
  for (const view of request.views) {
    const text = await within(() => page.evaluate(shoot, { orbit: orbit(view), background }));
    pictures.push(Buffer.from(text, 'base64'));
  }
  await within(() => page.evaluate(clear));
  return ok(pictures);
}
