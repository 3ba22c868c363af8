import { fail, type Failure, type Result } from '../../kernel/result.ts';
import type { Logger } from '../../kernel/world.ts';
import type { ContainerMemory } from './container.ts';

/** The browser that draws, as far as its memory goes. */
export interface GovernedBrowser {
  /** null: none runs, or nobody knows. */
  megabytes(): number | null;
  drawing(): boolean;
  /** Ends the browser if it draws nothing. */
  rest(): Promise<void>;
  /** Ends what is being drawn. */
  relieve(failure: Failure): void;
}

export interface GovernorOptions {
  /** of this process, its children and the browser together. */
  budgetMb: number;
  /** this process. */
  own(): number;
  /** a child; null: it is gone, or the system does not say. */
  held(pid: number): number | null;
  container(): ContainerMemory | null;
  browser: GovernedBrowser;
  logger: Logger;
  /** between two looks. Default 100 ms. */
  everyMs?: number;
}

export interface Attempt {
  /** aborted, with a {@link Failure} as its reason, when the work must end for want of memory. */
  stop: AbortSignal;
  /** its process. */
  started(pid: number): void;
}

export interface GovernedWork<T> {
  name: string;
  /** what it is expected to take. */
  needMb: number;
  signal: AbortSignal;
  /** it waits for room; `again`: it had begun and gave way. */
  waiting(again: boolean): void;
  attempt(attempt: Attempt): Promise<Result<T, Failure>>;
}

export interface GovernorStatus {
  budget_mb: number;
  /** as of the last look; null: nothing was at work yet. */
  held_mb: number | null;
  peak_mb: number | null;
  waiting: number;
  gave_way: number;
}

export interface Governor {
  /** Does the work when there is room for it; work that gives way to what began before it is done again, alone. */
  run<T>(work: GovernedWork<T>): Promise<Result<T, Failure>>;
  status(): GovernorStatus;
}

/** Of the budget, and of a container's limit: above it something gives way, so that what grows until the next look still fits. */
const mark = 0.9;
/** What a browser takes that has not been started yet. */
const browserMb = 500;
/** Between two measurements of the browser: its many processes share pages, so that telling them apart takes a while. */
const browserEveryMs = 500;

interface Entry {
  name: string;
  needMb: number;
  pid: number | null;
  /** it gave way once: it is begun again when nothing else runs. */
  again: boolean;
  stop: AbortController;
  /** lets it begin. */
  begin(): void;
}

const gaveWay: Failure = { code: 'gave-way', message: 'Other models are being processed; this one waits until there is memory for it.' };
const containerFull = ({ limitMb, heldMb }: ContainerMemory): Failure => ({
  code: 'no-memory',
  message: `The service’s container is full: ${Math.round(heldMb)} of ${Math.round(limitMb)} MB are in use.`,
  next: 'Give the container more memory, then process the model again.',
});
const cancelled: Failure = { code: 'cancelled', message: 'Processing was cancelled.' };

/**
 * One limit of memory over all 3D work. Work begins when it is expected to fit. What grows above the mark makes room in this order: a browser
 * that draws nothing is ended, the youngest of several models gives way and waits, the picture that is being drawn is given up, and a model
 * that is too large even alone is ended.
 */
export function createGovernor(options: GovernorOptions): Governor {
  return new MemoryGovernor(options);
}

class MemoryGovernor implements Governor {
  readonly #options: GovernorOptions;
  /** in the order in which they began. */
  readonly #running: Entry[] = [];
  readonly #waiting: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #browser: { megabytes: number | null; at: number } = { megabytes: null, at: 0 };
  /** the browser is being ended. */
  #resting = false;
  readonly #seen: { held: number | null; peak: number | null; gaveWay: number } = { held: null, peak: null, gaveWay: 0 };

  constructor(options: GovernorOptions) {
    this.#options = options;
  }

  status(): GovernorStatus {
    const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));
    const { held, peak, gaveWay: given } = this.#seen;
    return {
      budget_mb: this.#options.budgetMb,
      held_mb: whole(held),
      peak_mb: whole(peak),
      waiting: this.#waiting.length,
      gave_way: given,
    };
  }

  async run<T>(work: GovernedWork<T>): Promise<Result<T, Failure>> {
    for (let again = false; ; again = true) {
      const entry = await this.#admit(work, again);
      if (!entry) return fail(cancelled);
      try {
        const result = await work.attempt({ stop: entry.stop.signal, started: (pid) => (entry.pid = pid) });
        if (result.ok || entry.stop.signal.reason !== gaveWay || work.signal.aborted) return result;
      } finally {
        this.#running.splice(this.#running.indexOf(entry), 1);
        this.#pump();
        this.#watch();
      }
    }
  }

  /** Waits for its turn; null: cancelled before it came. */
  #admit<T>({ name, needMb, signal, waiting }: GovernedWork<T>, again: boolean): Promise<Entry | null> {
    return new Promise((resolve) => {
      const cancel = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        resolve(null);
      };
      const begin = (): void => {
        signal.removeEventListener('abort', cancel);
        this.#running.push(entry);
        resolve(entry);
      };
      const entry: Entry = { name, needMb, pid: null, again, stop: new AbortController(), begin };
      if (signal.aborted) return resolve(null);
      signal.addEventListener('abort', cancel, { once: true });
      // Who gave way goes before those that never began.
      if (again) this.#waiting.unshift(entry);
      else this.#waiting.push(entry);
      this.#pump();
      this.#watch();
      if (this.#waiting.includes(entry)) waiting(again);
    });
  }

  /** Begins what has its turn and fits. */
  #pump(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next); next = this.#waiting[0]) {
      this.#waiting.shift();
      next.begin();
    }
  }

  #fits({ needMb, again }: Entry): boolean {
    if (this.#running.length === 0) return true;
    if (again) return false;
    const { budgetMb, own, held, container } = this.#options;
    const promised = this.#running.reduce((sum, { pid, needMb: need }) => sum + Math.max(need, (pid && held(pid)) || 0), 0);
    const outside = container();
    const room = Math.min(budgetMb * mark - own() - promised, outside ? outside.limitMb * mark - outside.heldMb : Infinity);
    return needMb + Math.max(browserMb, this.#browser.megabytes ?? 0) <= room;
  }

  /** Looks as long as there is work. */
  #watch(): void {
    const busy = this.#running.length > 0;
    if (busy && this.#timer === undefined) this.#timer = setInterval(() => this.#look(), this.#options.everyMs ?? 100);
    if (busy) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const held = this.#measure();
    this.#seen.held = held;
    this.#seen.peak = Math.max(this.#seen.peak ?? 0, held);
    const container = this.#options.container();
    const full = container !== null && container.heldMb > container.limitMb * mark;
    if (full || held > this.#options.budgetMb * mark) this.#makeRoom(held, full ? container : null);
    else this.#pump();
  }

  #measure(): number {
    const { own, held, browser } = this.#options;
    const now = performance.now();
    if (now - this.#browser.at > browserEveryMs) this.#browser = { megabytes: browser.megabytes(), at: now };
    return this.#running.reduce((sum, { pid }) => sum + ((pid && held(pid)) || 0), own() + (this.#browser.megabytes ?? 0));
  }

  /** `full`: the container that is; null: it is the budget. */
  #makeRoom(held: number, full: ContainerMemory | null): void {
    const { browser, budgetMb, logger } = this.#options;
    if (this.#resting) return;
    const facts = { held_mb: Math.round(held), budget_mb: budgetMb, container: full };
    const youngest = this.#running.at(-1);
    if (this.#browser.megabytes !== null && !browser.drawing()) this.#rest(facts);
    else if (this.#running.length > 1) {
      if (youngest!.stop.signal.aborted) return; // it is ending
      this.#seen.gaveWay += 1;
      logger.info({ ...facts, model: youngest!.name }, 'Memory for 3D work runs out: the youngest model waits and is begun again.');
      youngest!.stop.abort(gaveWay);
    } else if (this.#browser.megabytes !== null) {
      logger.info(facts, 'Memory for 3D work runs out: the picture that is being drawn is given up.');
      browser.relieve(this.#tooMuchToDraw());
      this.#browser = { megabytes: null, at: performance.now() };
    } else if (youngest && !youngest.stop.signal.aborted)
      youngest.stop.abort(full && held <= budgetMb * mark ? containerFull(full) : this.#tooLarge(youngest));
  }

  #rest(facts: object): void {
    this.#resting = true;
    this.#options.logger.info(facts, 'Memory for 3D work runs out: the browser that draws nothing is ended.');
    void this.#options.browser
      .rest()
      .catch((error: unknown) => this.#options.logger.warn({ err: String(error) }, 'The browser that draws could not be ended.'))
      .finally(() => {
        this.#browser = { megabytes: null, at: 0 };
        this.#resting = false;
      });
  }

  #tooMuchToDraw(): Failure {
    return {
      code: 'render-memory',
      message: `Drawing this model takes more memory than the ${this.#options.budgetMb} MB that there are for all 3D work.`,
      next: 'Reduce the model’s triangles or texture sizes, or ask the operator for a higher MODEL_TOTAL_MB.',
    };
  }

  #tooLarge({ name }: Entry): Failure {
    return {
      code: 'memory-exceeded',
      message: `Processing ${name} needs more memory than the ${this.#options.budgetMb} MB that there are for all 3D work.`,
      next: 'Make the model lighter (fewer triangles, textures of at most 4096 pixels), or ask the operator for a higher MODEL_TOTAL_MB, then upload it again.',
    };
  }
}
