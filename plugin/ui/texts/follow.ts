import { type ApiError, toApiError } from '../api/errors.ts';
import { createEventReader } from './events.ts';
import type { Text, TextEvent, Ticket } from './types.ts';

/** Between two polls. With the way through WordPress, words are seen within 1.2 s. */
const pollMs = 600;
/** Failed polls in a row before it is given up; the waits in between double. */
const patience = 4;
/** The service gives a sign of life each 10 s; a stream that is silent for longer is cut. */
const silenceMs = 25_000;

export interface Page {
  hidden(): boolean;
  /** Calls back on each change; answers how to stop that. */
  onChange(callback: () => void): () => void;
}

export interface Following {
  id: string;
  /** the token that came with the start; later ones are fetched. */
  ticket: Ticket | null;
  /** whether the browser reaches the service itself. */
  reaches: Promise<boolean>;
  read(id: string, after: number, signal: AbortSignal): Promise<Text>;
  getTicket(id: string): Promise<Ticket>;
  fetch: typeof globalThis.fetch;
  page: Page;
  /** more words, and by which way they came. */
  onWords(words: string, way: Way): void;
  signal: AbortSignal;
}

export type Way = 'stream' | 'poll';

/**
 * Follows a text to its end: streamed where the browser reaches the service, else polled through WordPress. A hidden tab does neither;
 * when it is shown again, the text goes on from where it was. Rejects with an ApiError, or an AbortError when the signal fires.
 */
export const followText = async (following: Following): Promise<Text> => {
  const state = { at: 0, streams: await following.reaches, ticket: following.ticket, failures: 0 };
  for (;;) {
    following.signal.throwIfAborted();
    await shown(following.page, following.signal);
    const step = state.streams ? await streamOnce(following, state) : await pollOnce(following, state);
    if (step) return step;
  }
};

interface State {
  /** UTF-16 code units that are there. */
  at: number;
  streams: boolean;
  ticket: Ticket | null;
  failures: number;
}

const take = (following: Following, state: State, piece: { offset: number; text: string }, way: Way): void => {
  // A piece may begin before what is there already.
  const words = piece.text.slice(Math.max(0, state.at - piece.offset));
  state.at = Math.max(state.at, piece.offset + piece.text.length);
  if (words !== '') following.onWords(words, way);
};

async function pollOnce(following: Following, state: State): Promise<Text | null> {
  try {
    const text = await following.read(following.id, state.at, following.signal);
    state.failures = 0;
    // What WordPress makes inert stays as long as it was.
    take(following, state, text, 'poll');
    if (text.status !== 'running') return text;
    await pause(pollMs, following);
  } catch (thrown) {
    following.signal.throwIfAborted();
    const error = toApiError(thrown);
    if (!passing(error) || (state.failures += 1) >= patience) throw error;
    await pause(1000 * 2 ** (state.failures - 1), following);
  }
  return null;
}

const passing = (error: ApiError): boolean => error.kind === 'service-down' || error.kind === 'offline' || error.kind === 'other';

async function streamOnce(following: Following, state: State): Promise<Text | null> {
  const control = new AbortController();
  const stop = (): void => control.abort();
  let timer = setTimeout(stop, silenceMs);
  const unhook = following.page.onChange(() => following.page.hidden() && stop());
  following.signal.addEventListener('abort', stop, { once: true });
  try {
    const ticket = state.ticket ?? (await following.getTicket(following.id));
    state.ticket = null;
    for await (const event of eventsOf(following, ticket, { at: state.at, signal: control.signal })) {
      clearTimeout(timer);
      timer = setTimeout(stop, silenceMs);
      if (event.type === 'text') take(following, state, event, 'stream');
      if (event.type === 'end') return event.state;
    }
    state.streams = false; // it ended without saying so
  } catch {
    following.signal.throwIfAborted();
    // Cut off, refused or not reached after all: polling goes on from here. A tab that was hidden streams again when it is shown.
    if (!following.page.hidden()) state.streams = false;
  } finally {
    clearTimeout(timer);
    unhook();
    following.signal.removeEventListener('abort', stop);
    control.abort();
  }
  return null;
}

async function* eventsOf(
  { fetch }: Following,
  ticket: Ticket,
  { at, signal }: { at: number; signal: AbortSignal },
): AsyncGenerator<TextEvent> {
  const answer = await fetch(`${ticket.url}?after=${at}`, {
    headers: { Authorization: `Bearer ${ticket.token}` },
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`The stream was refused (${answer.status}).`);
  const read = createEventReader();
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield* read(decoder.decode(value, { stream: true }));
  }
}

/** Waits; a tab that is hidden or shown meanwhile ends the wait. */
const pause = (ms: number, { page, signal }: Following): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      unhook();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const unhook = page.onChange(done);
    signal.addEventListener('abort', done, { once: true });
  });

const shown = (page: Page, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!page.hidden()) return resolve();
    const unhook = page.onChange(() => {
      if (page.hidden()) return;
      unhook();
      resolve();
    });
    signal.addEventListener(
      'abort',
      () => {
        unhook();
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });

/** The tab that this script runs in. */
export const thisPage: Page = {
  hidden: () => document.hidden,
  onChange: (callback) => {
    document.addEventListener('visibilitychange', callback);
    return () => document.removeEventListener('visibilitychange', callback);
  },
};
