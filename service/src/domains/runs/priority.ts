/** Of a run's jobs in the queue: somebody waits for a few pieces, and a whole catalogue is worked in between. */
export const priorityOf = (targets: number): number => (targets <= 5 ? 10 : targets <= 100 ? 5 : 0);
