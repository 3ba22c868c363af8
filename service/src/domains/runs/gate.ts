/**
 * Lets pieces be worked side by side, and a suspect alone: a piece that has seen two processes die is worked with no other beside it, so
 * that the third death is its own and takes no innocent piece along.
 */
export interface Gate {
  /** Waits for its turn; call what it answers when the work is over. */
  enter(alone: boolean): Promise<() => void>;
}

export function createGate(): Gate {
  let inside = 0;
  let closed = false;
  const waiting: { alone: boolean; go(): void }[] = [];
  const mayEnter = (alone: boolean): boolean => !closed && (!alone || inside === 0);
  const admit = (): void => {
    while (waiting[0] && mayEnter(waiting[0].alone)) {
      const next = waiting.shift()!;
      inside += 1;
      closed = next.alone;
      next.go();
    }
  };
  return {
    enter: (alone) =>
      new Promise((resolve) => {
        const leave = (): void => {
          inside -= 1;
          closed = false;
          admit();
        };
        waiting.push({ alone, go: () => resolve(leave) });
        admit();
      }),
  };
}
