import type { EventStream } from '../kernel/endpoint.ts';

/** Proxies close a connection that says nothing for a minute. */
const heartbeatMs = 15_000;

/**
 * Server-sent events as text (HTML standard, section 9.2): each event with its id, so that a reader that lost the connection goes on with
 * `Last-Event-ID`; a comment as a sign of life while nothing happens.
 */
export async function* eventText(
  events: EventStream['stream'],
  check: (data: unknown) => unknown,
  everyMs = heartbeatMs,
): AsyncGenerator<string> {
  const reader = events[Symbol.asyncIterator]();
  yield 'retry: 2000\n\n';
  try {
    let next = reader.next();
    for (;;) {
      const step = await Promise.race([next, beat(everyMs)]);
      if (step === null) {
        yield ': still here\n\n';
        continue;
      }
      if (step.done) return;
      const { id, event, data } = step.value;
      yield `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(check(data))}\n\n`;
      next = reader.next();
    }
  } finally {
    await reader.return?.();
  }
}

const beat = (milliseconds: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), milliseconds).unref());
