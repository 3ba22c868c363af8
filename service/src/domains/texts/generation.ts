import type { TextError, TextNote, TextRequest } from './contract.ts';
import { createCleaner, createLeakGuard } from './cleaner.ts';
import type { LiveText } from './live.ts';
import type { Spent, TextDeps, TextWriter } from './ports.ts';
import { buildPrompt, canary, systemPrompt } from './prompt.ts';
import type { TextEnd } from './repository.ts';

/** How often the words so far are stored while they come, and that this process lives while none come. */
export const keepMs = 250;
export const beatMs = 2000;
/** More than the longest text that can be asked for, thinking included. */
const maxOutputTokens = 6000;

export interface Order {
  live: LiveText;
  writer: TextWriter;
  request: TextRequest;
  language: string;
}

/** Lets the model write, hands the cleaned words to the readers as they come, and stores how it ended. Never rejects. */
export async function generate(deps: TextDeps, order: Order): Promise<void> {
  const { live } = order;
  const keeper = keepStored(deps, live);
  let end: TextEnd;
  try {
    end = await write(deps, order);
  } catch (error) {
    deps.logger.error({ text: live.id, err: error instanceof Error ? error.stack : String(error) }, 'A text of the editor failed.');
    end = ending(deps, live, { status: 'failed', error: broken, cost: unknownCost });
  }
  await keeper.stop();
  try {
    await deps.transactions.run(live.siteId, (within) => deps.repository.end(within, live.id, end));
  } catch (error) {
    // its row stays "running" without a sign of life, and the next reader finds it failed
    deps.logger.error({ text: live.id, err: (error as Error).message }, 'The end of a text could not be stored.');
  }
}

async function write(deps: TextDeps, { live, writer, request, language }: Order): Promise<TextEnd> {
  const { voice } = await deps.brand(live.siteId);
  const guard = createLeakGuard(canary);
  const cleaner = createCleaner();
  let leaked = false;
  const onText = (piece: string): void => {
    const words = leaked ? null : guard.push(piece);
    if (words !== null) return live.push(trimStart(live, cleaner.push(words)));
    leaked = true;
    live.abort.abort();
  };
  const result = await writer.stream({ system: systemPrompt, prompt: buildPrompt(request, { voice, language }), maxOutputTokens, onText });
  const cost = costOf(result.ok ? result.value.cost : result.error.cost);
  if (leaked) return ending(deps, live, { status: 'failed', error: leak, cost, text: '' });
  if (live.stopped === 'cancelled') return ending(deps, live, { status: 'cancelled', error: null, cost });
  if (live.stopped === 'shutdown') return ending(deps, live, { status: 'failed', error: interrupted, cost });
  if (!result.ok) return ending(deps, live, { status: 'failed', error: told(result.error), cost });
  live.push(trimStart(live, cleaner.push(guard.end()) + cleaner.end()));
  if (live.text.trim() === '') return ending(deps, live, { status: 'failed', error: empty, cost });
  return ending(deps, live, { status: 'completed', error: null, cost, notes: result.value.cut ? [{ code: 'cut', text: '' }] : [] });
}

/** No white space before the first word. */
const trimStart = (live: LiveText, words: string): string => (live.text === '' ? words.trimStart() : words);

interface Ending {
  status: TextEnd['status'];
  error: TextError | null;
  cost: TextEnd['cost'];
  text?: string;
  notes?: TextNote[];
}

const ending = (deps: TextDeps, live: LiveText, { status, error, cost, text, notes }: Ending): TextEnd => ({
  status,
  error,
  cost,
  text: text ?? live.text.trimEnd(),
  notes: notes ?? [],
  at: deps.clock.now(),
});

const costOf = ({ amount, tokens }: Spent): TextEnd['cost'] => ({ amount, input: tokens.input, output: tokens.output });
const unknownCost: TextEnd['cost'] = { amount: null, input: 0, output: 0 };

const told = (failure: { code: string; message: string; next?: string; retryable: boolean }): TextError => ({
  code: failure.code,
  message: failure.message,
  next: failure.next ?? null,
  retryable: failure.retryable,
});

export const interrupted: TextError = {
  code: 'interrupted',
  message: 'The service was stopped while it wrote.',
  next: 'Try again: your own text was not changed.',
  retryable: true,
};
const broken: TextError = {
  code: 'internal',
  message: 'The service failed on this text; the cause is in its log.',
  next: 'Try again. If it stays so, tell the operator of the service.',
  retryable: true,
};
const leak: TextError = {
  code: 'malformed',
  message: 'The model repeated its own instructions instead of writing the text.',
  next: 'Try again, or choose another model in Settings.',
  retryable: true,
};
const empty: TextError = {
  code: 'malformed',
  message: 'The model answered with nothing.',
  next: 'Try again, or say more exactly what is wanted.',
  retryable: true,
};

/** Stores the words so far for readers of other processes, signs of life, and heeds a stop that was asked for elsewhere. */
function keepStored(deps: TextDeps, live: LiveText): { stop(): Promise<void> } {
  let stored = '';
  let last = deps.clock.now().getTime();
  let busy: Promise<void> = Promise.resolve();
  let idle = true;
  const keep = async (): Promise<void> => {
    const at = deps.clock.now();
    if (live.text === stored && at.getTime() - last < beatMs) return;
    const text = live.text;
    try {
      const { cancelled } = await deps.transactions.run(live.siteId, (within) => deps.repository.keep(within, live.id, { text, at }));
      stored = text;
      last = at.getTime();
      if (cancelled) stop(live, 'cancelled');
    } catch (error) {
      deps.logger.warn({ text: live.id, err: (error as Error).message }, 'The words so far could not be stored; they will be tried again.');
    }
  };
  const timer = setInterval(() => {
    if (!idle) return;
    idle = false;
    busy = keep().finally(() => (idle = true));
  }, keepMs);
  return {
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}

/** Stops the model. */
export function stop(live: LiveText, why: 'cancelled' | 'shutdown'): void {
  live.stopped ??= why;
  live.abort.abort();
}
