/** A text that this process is writing now: readers follow it without a database in between. */
export interface LiveText {
  readonly id: string;
  readonly siteId: string;
  text: string;
  readonly abort: AbortController;
  /** why it was stopped from this side. */
  stopped: 'cancelled' | 'shutdown' | null;
  /** nothing more comes, and how it ended is stored. */
  over: boolean;
  /** resolves when it is over. */
  ended: Promise<void>;
  push(words: string): void;
  /** tells readers that it has ended. */
  close(): void;
  /** Resolves at the next words or the end, after `ms` at the latest, or when the signal fires. */
  changed(ms: number, signal: AbortSignal): Promise<void>;
}

export function createLiveText(id: string, siteId: string): LiveText {
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const one of [...waiting]) one();
  };
  return {
    id,
    siteId,
    text: '',
    abort: new AbortController(),
    stopped: null,
    over: false,
    ended: Promise.resolve(),
    push(words) {
      if (words === '') return;
      this.text += words;
      wake();
    },
    close() {
      this.over = true;
      wake();
    },
    changed: (ms, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiting.add(done);
        signal.addEventListener('abort', done, { once: true });
        if (signal.aborted) done();
      }),
  };
}
