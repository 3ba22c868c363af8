import { fail, type Failure, type Result } from '../../kernel/result.ts';
import { launch, type Running } from './browser.ts';
import { draw, type Bounds, type Drawable } from './draw.ts';
import { findChromium } from './executable.ts';
import { died, Ended, failures } from './failures.ts';
import { viewerScripts } from './scripts.ts';

export interface RendererOptions extends Partial<Bounds> {
  /** the operator's Chromium (CHROMIUM_PATH); null: the first of the search path. */
  path: string | null;
  /** the PATH. */
  searchPath: string;
  /** a fresh browser after so many models. Default 50. */
  jobs?: number;
  /** an idle browser is ended after so long. Default five minutes. */
  idleMs?: number;
}

const defaults = { memoryMb: 2048, timeoutMs: 60_000, jobs: 50, idleMs: 300_000 };

/** For status pages; megabytes are null where no browser runs or the system does not say. */
export interface RendererStatus {
  running: boolean;
  waiting: number;
  rendered: number;
  launches: number;
  megabytes: number | null;
}

export interface ChromiumRenderer {
  /** Its pictures are PNG, one for each view, in order. */
  render(request: Drawable, signal: AbortSignal): Promise<Result<Uint8Array[], Failure>>;
  /** the browser that draws, or null: there is none, or the viewer's scripts are missing. */
  readonly executable: string | null;
  status(): RendererStatus;
  /** whether a model is being drawn. */
  drawing(): boolean;
  /** Ends the browser where it draws nothing; the next picture starts another. */
  rest(): Promise<void>;
  /** Gives up what is being drawn. It is drawn once more in a fresh browser where this one held what others had left. */
  relieve(failure: Failure): void;
  stop(): Promise<void>;
}

/**
 * Draws models in one long-lived headless Chromium: one at a time, nothing from a network, a fresh browser every 50 models,
 * bounded in time and memory. A browser that died is started once more for the same model.
 */
export const createRenderer = (options: RendererOptions): ChromiumRenderer => new Chromium({ ...defaults, ...options });

class Chromium implements ChromiumRenderer {
  readonly executable: string | null;
  readonly #options: Required<RendererOptions>;
  readonly #scripts = viewerScripts();
  readonly #found: string | null;
  #running: Running | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #stopped = false;
  /** of what is being drawn. */
  #relief: AbortController | null = null;
  /** models that this browser has drawn. */
  #since = 0;
  readonly #counts = { waiting: 0, rendered: 0, launches: 0 };

  constructor(options: Required<RendererOptions>) {
    this.#options = options;
    this.#found = findChromium(options.path, options.searchPath);
    this.executable = this.#scripts ? this.#found : null;
  }

  status(): RendererStatus {
    return { running: this.#running !== null, ...this.#counts, megabytes: this.#running?.megabytes() ?? null };
  }

  render(request: Drawable, signal: AbortSignal): Promise<Result<Uint8Array[], Failure>> {
    this.#counts.waiting++;
    const answer = this.#queue
      .then(() => this.#job(request, signal))
      .finally(() => {
        this.#counts.waiting--;
        this.#rest();
      });
    this.#follow(answer);
    return answer;
  }

  /** Puts a job into the queue. One that threw is its caller's to hear of; the queue goes on. */
  #follow(job: Promise<unknown>): void {
    this.#queue = job.then(
      () => undefined,
      () => undefined,
    );
  }

  drawing(): boolean {
    return this.#relief !== null;
  }

  rest(): Promise<void> {
    const rested = this.#queue.then(() => (this.#relief === null ? this.#retire() : undefined));
    this.#follow(rested);
    return rested;
  }

  relieve(failure: Failure): void {
    this.#relief?.abort(new Ended(failure));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#idle);
    await this.#retire();
    await this.#queue;
    await this.#retire();
  }

  /** One model; where the browser itself died, once more with a new one. */
  async #job(request: Drawable, signal: AbortSignal, again = true): Promise<Result<Uint8Array[], Failure>> {
    const obstacle = this.#obstacle(signal);
    if (obstacle) return fail(obstacle);
    const relief = (this.#relief = new AbortController());
    let used = false;
    try {
      const browser = await this.#ready();
      used = this.#since > 0;
      const pictures = await draw(browser, request, this.#options, AbortSignal.any([signal, relief.signal]));
      this.#since++;
      this.#counts.rendered++;
      return pictures;
    } catch (error) {
      await this.#retire();
      if (error instanceof Ended && !(used && again && relief.signal.aborted && !signal.aborted)) return fail(error.failure);
      if (again) return this.#job(request, signal, false);
      return fail(this.#obstacle(signal) ?? died((error as Error).message.split('\n')[0] ?? ''));
    } finally {
      if (this.#relief === relief) this.#relief = null;
    }
  }

  #obstacle(signal: AbortSignal): Failure | null {
    if (this.#stopped) return failures.stopped;
    if (!this.#scripts) return failures.scripts;
    if (!this.#found) return failures.none;
    return signal.aborted ? failures.cancelled : null;
  }

  async #ready(): Promise<Running> {
    if (this.#running && (!this.#running.alive() || this.#since >= this.#options.jobs)) await this.#retire();
    if (!this.#running) {
      this.#counts.launches++;
      this.#running = await launch({ executable: this.#found!, scripts: this.#scripts! });
    }
    return this.#running;
  }

  async #retire(): Promise<void> {
    const old = this.#running;
    this.#running = null;
    this.#since = 0;
    await old?.end();
  }

  /** Lets the browser go when nothing has been asked of it for a while. */
  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#stopped || this.#counts.waiting > 0) return;
    this.#idle = setTimeout(() => {
      this.#queue = this.#queue.then(() => (this.#counts.waiting === 0 ? this.#retire() : undefined));
    }, this.#options.idleMs);
    this.#idle.unref();
  }
}
