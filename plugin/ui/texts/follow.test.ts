import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../api/errors.ts';
import { followText, type Following } from './follow.ts';
import type { Text } from './types.ts';

const whole = 'One two three';
const text = (part: Partial<Text>): Text => ({ status: 'running', offset: 0, text: '', length: 0, ...part }) as Text;
const ended = (after: number): Text => text({ status: 'completed', offset: after, text: whole.slice(after), length: whole.length });
const event = (data: object): string => `id: 1\nevent: x\ndata: ${JSON.stringify(data)}\n\n`;

/** A stream of these pieces that then stays open or ends. */
const answer = (pieces: string[], ends = true): Response => {
  const body = new ReadableStream<Uint8Array>({
    start(control) {
      for (const piece of pieces) control.enqueue(new TextEncoder().encode(piece));
      if (ends) control.close();
    },
  });
  return new Response(body);
};

function setUp(change: Partial<Following> = {}) {
  const said: [string, string][] = [];
  const fetched: string[] = [];
  const polled: number[] = [];
  let hidden = false;
  const listeners = new Set<() => void>();
  const following: Following = {
    id: 'a',
    ticket: { url: 'https://service/stream', token: 't' },
    reaches: Promise.resolve(true),
    read: async (_id, after) => {
      polled.push(after);
      return ended(after);
    },
    getTicket: async () => ({ url: 'https://service/stream', token: 'again' }),
    fetch: async (url) => {
      fetched.push(String(url));
      return answer([event({ type: 'text', offset: 0, text: whole }), event({ type: 'end', state: ended(whole.length) })]);
    },
    page: {
      hidden: () => hidden,
      onChange: (callback) => {
        listeners.add(callback);
        return () => listeners.delete(callback);
      },
    },
    onWords: (words, way) => said.push([way, words]),
    signal: new AbortController().signal,
    ...change,
  };
  const hide = (is: boolean): void => {
    hidden = is;
    for (const one of [...listeners]) one();
  };
  return { following, said, fetched, polled, hide };
}

describe('a text is followed', () => {
  test('by the stream where the service is reached', async () => {
    const { following, said, fetched, polled } = setUp();
    expect(await followText(following)).toMatchObject({ status: 'completed' });
    expect(said).toEqual([['stream', whole]]);
    expect(fetched).toEqual(['https://service/stream?after=0']);
    expect(polled).toEqual([]);
  });

  test('by polling where it is not', async () => {
    const { following, said, fetched } = setUp({ reaches: Promise.resolve(false) });
    await followText(following);
    expect(said).toEqual([['poll', whole]]);
    expect(fetched).toEqual([]);
  });

  test('by polling from where a broken stream was, also when a piece was cut in two', async () => {
    const half = event({ type: 'text', offset: 0, text: 'One ' });
    const { following, said, polled } = setUp({ fetch: async () => answer([half.slice(0, 20), half.slice(20)]) });
    await followText(following);
    expect(said).toEqual([
      ['stream', 'One '],
      ['poll', 'two three'],
    ]);
    expect(polled).toEqual([4]);
  });

  test('by polling when the stream is refused', async () => {
    const { following, said } = setUp({ fetch: async () => new Response('{}', { status: 401 }) });
    await followText(following);
    expect(said).toEqual([['poll', whole]]);
  });

  test('not at all in a hidden tab, and from where it was when it is shown again, with a new token', async () => {
    const tokens: string[] = [];
    let calls = 0;
    const { following, said, hide, polled } = setUp({
      fetch: async (url, init) => {
        calls += 1;
        tokens.push(new Headers(init?.headers).get('authorization') ?? '');
        if (calls > 1) return answer([event({ type: 'text', offset: 4, text: 'two three' }), event({ type: 'end', state: ended(13) })]);
        const open = answer([event({ type: 'text', offset: 0, text: 'One ' })], false);
        init?.signal?.addEventListener('abort', () => void open.body?.cancel().catch(() => undefined));
        setTimeout(() => hide(true), 20);
        // as a browser does: the reader fails when the call is aborted
        const reader = open.body!.getReader();
        return {
          ok: true,
          body: {
            getReader: () => ({
              read: () =>
                Promise.race([
                  reader.read(),
                  new Promise<never>((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
                ]),
            }),
          },
        } as unknown as Response;
      },
    });
    const done = followText(following);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect([calls, polled]).toEqual([1, []]);
    hide(false);
    await done;
    expect(tokens).toEqual(['Bearer t', 'Bearer again']);
    expect(said.map(([, words]) => words).join('')).toBe(whole);
  });

  test('no longer once it is left', async () => {
    const control = new AbortController();
    const { following } = setUp({ reaches: Promise.resolve(false), read: async () => text({}), signal: control.signal });
    const done = followText(following);
    control.abort();
    await expect(done).rejects.toThrow();
  });

  test('through a service that is away for a moment, and not through a refusal', async () => {
    const down = new ApiError({
      kind: 'service-down',
      code: 'devskyy_unreachable',
      status: 503,
      message: 'x',
      next: null,
      details: [],
      data: {},
    });
    let calls = 0;
    const passing = setUp({
      reaches: Promise.resolve(false),
      read: async (_id, after) => {
        calls += 1;
        if (calls === 1) throw down;
        return ended(after);
      },
    });
    await followText(passing.following);
    expect(passing.said).toEqual([['poll', whole]]);
    const gone = new ApiError({ kind: 'not-found', code: 'unknown_text', status: 404, message: 'x', next: null, details: [], data: {} });
    const refused = setUp({ reaches: Promise.resolve(false), read: () => Promise.reject(gone) });
    await expect(followText(refused.following)).rejects.toBe(gone);
  });
});
