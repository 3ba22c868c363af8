/** How a start reports itself: named steps with their seconds, and single lines in between. */
export interface Progress {
  step<T>(title: string, work: (detail: (text: string) => void) => Promise<T>): Promise<T>;
  note(text: string): void;
}

/** Prints steps to a stream, one line when a step begins and one when it has ended; steps may run side by side. */
export function printProgress(out: NodeJS.WritableStream, now: () => number = () => performance.now()): Progress {
  const origin = now();
  const seconds = (from: number): string => `${((now() - from) / 1000).toFixed(1)} s`;
  const line = (mark: string, text: string): void => void out.write(`${seconds(origin).padStart(7)}  ${mark} ${text}\n`);
  return {
    async step(title, work) {
      const from = now();
      let detail = '';
      line('…', title);
      try {
        const result = await work((text) => (detail = text));
        line('✓', `${title}${detail ? `: ${detail}` : ''} (${seconds(from)})`);
        return result;
      } catch (error) {
        line('✗', title);
        throw error;
      }
    },
    note: (text) => line('·', text),
  };
}

/** For tests and tools that want no output. */
export const quiet: Progress = { step: (_title, work) => work(() => undefined), note: () => undefined };
