import { newId } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { TextEvent, TextOffer, TextRequest, TextState } from './contract.ts';
import { follow } from './follow.ts';
import { beatMs, generate, interrupted, stop } from './generation.ts';
import { createLiveText, type LiveText } from './live.ts';
import type { TextDeps } from './ports.ts';
import type { TextRecord } from './repository.ts';
import { byRules, languageName, needsModel, withoutModel } from './rules.ts';

/** Texts of one site at the same time; more wait for nobody, they are refused. */
const mostAtOnce = 8;
/** How long the words are kept for those who come back. */
const keptMs = 24 * 3_600_000;
/** A running text whose process gave no sign of life for so long has lost it. */
const lostMs = 5 * beatMs;
const sweepMs = 3_600_000;

export interface TextService {
  start(siteId: string, request: TextRequest): Promise<Result<TextState>>;
  /** For the site itself, which checks whose it is. */
  read(siteId: string, id: string, after: number): Promise<Result<TextState>>;
  cancel(siteId: string, id: string): Promise<Result<TextState>>;
  /** Words as they come, from `after` on. Only who asked for the text may follow it. */
  follow(
    siteId: string,
    id: string,
    reader: Reader,
  ): Promise<Result<{ stream: AsyncIterable<{ id: string; event: string; data: TextEvent }> }>>;
  offer(siteId: string): Promise<TextOffer>;
  /** Forgets old texts of all sites now and then. */
  work(): void;
  /** Stops what is being written; it is stored as failed, with the words so far. */
  stop(): Promise<void>;
}

export interface Reader {
  user: number | null;
  after: number;
  signal: AbortSignal;
}

type Lives = Map<string, LiveText>;

export function createTextService(deps: TextDeps): TextService {
  const lives: Lives = new Map();
  let timer: NodeJS.Timeout | undefined;
  return {
    start: (siteId, request) => start(deps, lives, siteId, request),
    read: (siteId, id, after) => read(deps, lives, { siteId, id, after }),
    async cancel(siteId, id) {
      const live = lives.get(id);
      if (live?.siteId === siteId) {
        stop(live, 'cancelled');
        await live.ended;
      } else {
        await deps.transactions.run(siteId, (within) => deps.repository.requestCancel(within, id, deps.clock.now()));
      }
      return read(deps, lives, { siteId, id, after: 0 });
    },
    async follow(siteId, id, reader) {
      const first = await read(deps, lives, { siteId, id, after: reader.after });
      if (!first.ok) return first;
      if (first.value.actor !== reader.user) return fail(unknown);
      const live = lives.get(id);
      return ok({
        stream: follow({ live, after: reader.after, signal: reader.signal, read: (after) => read(deps, lives, { siteId, id, after }) }),
      });
    },
    offer: (siteId) => offer(deps, siteId),
    work() {
      timer = setInterval(() => void sweep(deps), sweepMs);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      for (const live of lives.values()) stop(live, 'shutdown');
      await Promise.all([...lives.values()].map((live) => live.ended));
    },
  };
}

async function offer(deps: TextDeps, siteId: string): Promise<TextOffer> {
  const model = await deps.modelFor(siteId);
  return {
    model: model.ready ? { provider: model.provider, model: model.model } : null,
    missing: model.ready ? null : { message: model.message, next: model.next },
    without_model: [...withoutModel],
  };
}

async function start(deps: TextDeps, lives: Lives, siteId: string, request: TextRequest): Promise<Result<TextState>> {
  const wrong = problemOf(request);
  if (wrong) return fail({ code: 'text_not_valid', message: wrong, next: 'Correct it and ask again.' });
  const brand = await deps.brand(siteId);
  const language = request.language ?? brand.language;
  const model = await deps.modelFor(siteId);
  const now = deps.clock.now();
  const base = { id: newId(), actor: request.actor.id, action: request.action, error: null, created: now, beat: now };
  const nothing = { amount: 0, input: 0, output: 0 };
  if (!model.ready) {
    if (needsModel(request.action))
      return fail({ code: 'text_needs_model', message: model.message, next: model.next ?? 'Enter a key in Settings.' });
    const written = byRules(request, language);
    const record: TextRecord = { ...base, ...written, status: 'completed', provider: 'builtin', model: null, cost: nothing, finished: now };
    await deps.transactions.run(siteId, async (within) => {
      await tidy(deps, within);
      await deps.repository.add(within, siteId, record);
    });
    return ok(shown(record, 0));
  }
  const figures = request.action === 'readability' ? byRules(request, language).figures : null;
  const { provider } = model;
  const record: TextRecord = {
    ...base,
    text: '',
    notes: [],
    figures,
    status: 'running',
    provider,
    model: model.model,
    cost: nothing,
    finished: null,
  };
  const added = await deps.transactions.run(siteId, async (within) => {
    await tidy(deps, within);
    if ((await deps.repository.running(within)) >= mostAtOnce) return false;
    await deps.repository.add(within, siteId, record);
    return true;
  });
  if (!added) return fail(tooMany);
  await begin(deps, lives, { siteId, record, request, language });
  return ok(shown(record, 0));
}

interface Begin {
  siteId: string;
  record: TextRecord;
  request: TextRequest;
  language: string;
}

/** The model begins at once, in this process; nobody waits for a queue while somebody watches. */
async function begin(deps: TextDeps, lives: Lives, { siteId, record, request, language }: Begin): Promise<void> {
  const live = createLiveText(record.id, siteId);
  const writer = await deps.writerFor({ siteId, text: record.id, signal: live.abort.signal });
  lives.set(record.id, live);
  live.ended = generate(deps, { live, writer, request, language: languageName(language) }).finally(() => {
    lives.delete(record.id);
    live.close();
  });
}

function problemOf({ action, passage, instruction }: TextRequest): string | null {
  if (action === 'write') return instruction.trim() === '' ? 'Say what shall be written: the instruction is empty.' : null;
  return passage.trim() === '' ? 'There is no passage to work on: it is empty.' : null;
}

async function read(
  deps: TextDeps,
  lives: Lives,
  { siteId, id, after }: { siteId: string; id: string; after: number },
): Promise<Result<TextState>> {
  let record = await deps.transactions.run(siteId, (within) => deps.repository.find(within, id));
  if (!record) return fail(unknown);
  const live = lives.get(id);
  if (record.status === 'running' && live) return ok(shown({ ...record, text: live.text }, after));
  if (record.status === 'running' && deps.clock.now().getTime() - record.beat.getTime() > lostMs) {
    await deps.transactions.run(siteId, (within) => failLost(deps, within));
    record = (await deps.transactions.run(siteId, (within) => deps.repository.find(within, id))) ?? record;
  }
  return ok(shown(record, after));
}

const failLost = (deps: TextDeps, within: unknown): Promise<void> => {
  const at = deps.clock.now();
  return deps.repository.failLost(within, new Date(at.getTime() - lostMs), { error: interrupted, at });
};

async function tidy(deps: TextDeps, within: unknown): Promise<void> {
  await failLost(deps, within);
  await deps.repository.prune(within, new Date(deps.clock.now().getTime() - keptMs));
}

async function sweep(deps: TextDeps): Promise<void> {
  try {
    for (const siteId of await deps.sites()) await deps.transactions.run(siteId, (within) => tidy(deps, within));
  } catch (error) {
    deps.logger.warn({ err: (error as Error).message }, 'Old texts could not be forgotten; it is tried again in an hour.');
  }
}

const unknown = { code: 'unknown_text', message: 'There is no text of this id, or it is older than a day.', next: 'Ask for it again.' };
const tooMany = {
  code: 'too_many_texts',
  message: `${mostAtOnce} texts are being written for this site already.`,
  next: 'Wait until one has ended, or stop one.',
};

function shown(record: TextRecord, after: number): TextState {
  const offset = Math.min(after, record.text.length);
  return {
    id: record.id,
    action: record.action,
    status: record.status,
    offset,
    text: record.text.slice(offset),
    length: record.text.length,
    author: { agent: 'editor-text', provider: record.provider, model: record.model },
    cost: { amount: record.cost.amount, currency: 'USD', tokens: { input: record.cost.input, output: record.cost.output } },
    notes: record.notes,
    figures: record.figures,
    error: record.error,
    actor: record.actor,
    created: record.created.toISOString(),
    finished: record.finished?.toISOString() ?? null,
  };
}
