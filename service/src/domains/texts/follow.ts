import type { Result } from '../../kernel/result.ts';
import type { TextEvent, TextState } from './contract.ts';
import type { LiveText } from './live.ts';

/** Without words for so long, a sign of life keeps proxies from closing the stream. */
const aliveMs = 10_000;
/** How often the database is asked about a text that another process writes. */
const lookMs = 250;

interface Following {
  /** absent: written by another process, or ended. */
  live: LiveText | undefined;
  after: number;
  signal: AbortSignal;
  read(after: number): Promise<Result<TextState>>;
}

type Sent = { id: string; event: string; data: TextEvent };

/** The words of a text from `after` on as they come, then its end. The event's id is the offset to go on from. */
export async function* follow({ live, after, signal, read }: Following): AsyncGenerator<Sent> {
  let at = after;
  let told = Date.now();
  const say = (data: TextEvent): Sent => {
    told = Date.now();
    if (data.type === 'text') at = data.offset + data.text.length;
    return { id: String(at), event: data.type, data };
  };
  while (!signal.aborted) {
    const state = live ? null : await read(at);
    if (live && live.text.length > at) {
      yield say({ type: 'text', offset: at, text: live.text.slice(at) });
      continue;
    }
    if (live && !live.over) {
      await live.changed(aliveMs, signal);
      if (live.text.length <= at && !live.over && Date.now() - told >= aliveMs) yield say({ type: 'alive' });
      continue;
    }
    const last = state ?? (await read(at));
    if (!last.ok) return;
    if (last.value.text !== '') yield say({ type: 'text', offset: last.value.offset, text: last.value.text });
    if (last.value.status !== 'running') return yield say({ type: 'end', state: { ...last.value, offset: at, text: '' } });
    if (Date.now() - told >= aliveMs) yield say({ type: 'alive' });
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}
