/** Milliseconds and bytes that one call may take. */
export interface CallLimits {
  /** until the answer's first byte. */
  firstByteMs: number;
  /** without any byte once it streams; the SDKs' own time-out does not cover a stalled stream. */
  idleMs: number;
  totalMs: number;
  maxBytes: number;
}

export const defaultLimits: CallLimits = { firstByteMs: 60_000, idleMs: 60_000, totalMs: 180_000, maxBytes: 4 * 1024 * 1024 };

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Why a call was stopped from this side. */
export type StopCause = 'aborted' | 'timeout' | 'stalled' | 'too-long';

export interface Watch {
  signal: AbortSignal;
  /** null while nothing stopped the call. */
  cause(): StopCause | null;
  /** whether the server began to answer. */
  answered(): boolean;
  /** media type of the answer; null: none came. */
  media(): string | null;
  /** what the connection itself failed with; the SDKs wrap it and may drop its code. */
  broken(): unknown;
  /** The given fetch with every byte of the answer counted and timed. */
  fetch: Fetch;
  end(): void;
}

/**
 * Watches one streamed call at the level of bytes: pings and thinking keep it alive, silence does not, and an endless
 * answer is cut at the cap.
 */
export function watchCall(base: Fetch, limits: CallLimits, outer: AbortSignal): Watch {
  const controller = new AbortController();
  let stopped: StopCause | null = null;
  let bytes = 0;
  const stop = (cause: StopCause): void => {
    stopped ??= cause;
    controller.abort();
  };
  let idle = setTimeout(() => stop('timeout'), limits.firstByteMs);
  const total = setTimeout(() => stop('timeout'), limits.totalMs);
  const onOuter = (): void => stop('aborted');
  if (outer.aborted) onOuter();
  else outer.addEventListener('abort', onOuter, { once: true });

  const touch = (size: number): void => {
    bytes += size;
    clearTimeout(idle);
    if (bytes > limits.maxBytes) stop('too-long');
    else if (!stopped) idle = setTimeout(() => stop('stalled'), limits.idleMs);
  };
  let answered = false;
  let media: string | null = null;
  let broken: unknown = null;
  return {
    signal: controller.signal,
    cause: () => stopped,
    answered: () => answered,
    media: () => media,
    broken: () => broken,
    fetch: async (input, init) => {
      const response = await base(input, init).catch((error: unknown) => {
        broken = error;
        throw error;
      });
      answered = true;
      media = response.headers.get('content-type');
      touch(0);
      return counted(response, touch);
    },
    end() {
      clearTimeout(idle);
      clearTimeout(total);
      outer.removeEventListener('abort', onOuter);
    },
  };
}

function counted(response: Response, touch: (size: number) => void): Response {
  if (!response.body) return response;
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      touch(chunk.byteLength);
      out.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(meter), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}
