import type { z } from 'zod';
import type { Metrics } from '../kernel/metrics.ts';
import type { Clock, Logger } from '../kernel/world.ts';
import { fail, ok, type Failure, type Result } from '../kernel/result.ts';
import { ceilingOf, maxPromptBytes, promptBytes, type Ledger, type Settlement } from './budget.ts';
import type { Gate } from './gate.ts';
import { costOf, type PriceTable, type Usage } from './prices.ts';
import type {
  Completion,
  CompletionRequest,
  ModelProvider,
  ProviderFailure,
  Streamed,
  StreamRequest,
  WriteFailure,
  Writer,
  WriteRequest,
  Written,
} from './provider.ts';
import { hasStandIn, redact } from './redaction.ts';
import { bindSchema, checkAnswer, readJson } from './schema.ts';

/** Whose call it is: what the ledger records. */
export interface Author {
  site: string;
  run: string | null;
  target: string | null;
  agent: string;
}

export interface WriterParts {
  provider: ModelProvider;
  model: string;
  gate: Gate;
  metrics: Metrics;
  /** a key is used, so somebody is billed. */
  billed: boolean;
  ledger: Ledger;
  prices: PriceTable;
  clock: Clock;
  logger: Logger;
  maxOutputTokens: number;
}

type Cost = Written<unknown>['cost'];
const maxRepairs = 2;
const nothing: Cost = { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } };

/** A writer that has no model to call: the built-in provider is chosen, or the chosen one is not set up. */
export const createSilentWriter = (model: Writer['model'], failure: Failure): Writer => {
  const silent = async () => fail({ ...failure, code: 'not-configured' as const, retryable: false, cost: nothing });
  return { model, write: silent, stream: silent };
};

/** A writer bound to one model: each call is held against the cap before it is made and settled after; two repairs at most. */
export function createModelWriter(author: Author, parts: WriterParts, signal: AbortSignal): Writer {
  return {
    model: { provider: parts.provider.name, model: parts.model },
    write: (request) => writeWithRepairs(request, (completion) => meteredCall(author, parts, { ...completion, signal })),
    stream: (request) => streamPlain(request, (completion) => meteredCall(author, parts, { ...completion, signal })),
  };
}

async function streamPlain({ onText, ...request }: StreamRequest, call: Caller): Promise<Result<Streamed, WriteFailure>> {
  const judge: Judge = (completion) => ({ ok: completion.finish !== 'refusal' });
  const { result, cost } = await call({ request: { ...request, schema: null }, repair: 0, judge, onText });
  if (!result.ok) return fail({ ...result.error, cost });
  if (result.value.finish === 'refusal') return fail({ ...refusal, cost });
  return ok({ text: result.value.text, cut: result.value.finish === 'length', cost });
}

type Judge = (completion: Completion) => { ok: boolean };
interface Called {
  result: Result<Completion, ProviderFailure | (Failure & { code: 'cap-reached' | 'aborted'; retryable: boolean })>;
  cost: Cost;
}
interface Call {
  request: Pick<CompletionRequest, 'system' | 'prompt' | 'schema'> & { maxOutputTokens?: number };
  repair: number;
  judge: Judge;
  onText?: (piece: string) => void;
}
type Caller = (call: Call) => Promise<Called>;

async function writeWithRepairs<S extends z.ZodType>(
  request: WriteRequest<S>,
  call: Caller,
): Promise<Result<Written<z.output<S>>, WriteFailure>> {
  const schema = bindSchema(request.schemaName, request.schema);
  let cost = nothing;
  let complaint: { reason: string; text: string } | null = null;
  for (let repair = 0; repair <= maxRepairs; repair += 1) {
    let verdict: Verdict<z.output<S>> | null = null;
    const judge: Judge = (completion) => (verdict = assess(request, completion));
    const prompt = complaint ? repairPrompt(request.prompt, complaint) : request.prompt;
    const onText = (piece: string): void => request.onText?.(piece, repair);
    const called = await call({ request: { system: request.system, prompt, schema }, repair, judge, onText });
    cost = add(cost, called.cost);
    if (!called.result.ok) return fail({ ...called.result.error, cost });
    const judged = verdict as Verdict<z.output<S>> | null;
    if (judged?.ok) return ok({ value: judged.value, repairs: repair, cost });
    if (judged?.refused) return fail({ ...refusal, cost });
    complaint = { reason: judged?.reason ?? 'no answer', text: called.result.value.text };
  }
  return fail({
    code: 'malformed',
    message: `The model’s answer could not be used, also after ${maxRepairs} repairs: ${complaint?.reason.slice(0, 300) ?? ''}`,
    next: 'Run it again, or choose another model in Settings.',
    retryable: false,
    cost,
  });
}

const refusal = {
  code: 'refusal' as const,
  message: 'The model refused to write this text.',
  next: 'Look at the product’s texts for what it may have taken offence at, or choose another model.',
  retryable: false,
};

type Verdict<T> = { ok: true; value: T; refused?: never; reason?: never } | { ok: false; reason: string; refused: boolean; value?: never };

function assess<S extends z.ZodType>(request: WriteRequest<S>, completion: Completion): Verdict<z.output<S>> {
  const no = (reason: string, refused = false): Verdict<z.output<S>> => ({ ok: false, reason, refused });
  if (completion.finish === 'refusal') return no('refused', true);
  if (completion.finish === 'length') return no('the answer was cut off at the length limit; be much shorter');
  if (hasStandIn(completion.text)) return no('it holds a mark such as [[email-1]] that stands for nothing in the data');
  const json = readJson(completion.text);
  if (!json) return no(completion.text.trim() === '' ? 'the answer was empty' : 'the answer was not one JSON object');
  const checked = checkAnswer(request.schema, json.value);
  if (!checked.ok) return no(checked.reason);
  const complaint = request.accept?.(checked.value) ?? null;
  return complaint === null ? { ok: true, value: checked.value } : no(complaint);
}

const repairPrompt = (prompt: string, complaint: { reason: string; text: string }): string =>
  `${prompt}\n\n---\nYour previous answer to this was not accepted: ${complaint.reason.slice(0, 2000)}\n` +
  `Previous answer:\n${complaint.text.slice(0, 6000)}\n---\nAnswer again, whole, with that put right.`;

/** One call, from the reservation to the settlement. */
async function meteredCall(author: Author, parts: WriterParts, call: Call & { signal: AbortSignal }): Promise<Called> {
  const redaction = redact({ maxOutputTokens: parts.maxOutputTokens, ...call.request, model: parts.model });
  const { request } = redaction;
  if (promptBytes(request) > maxPromptBytes) return { result: fail(promptTooLong), cost: nothing };
  // a closed door is known before any money is held
  const shut = parts.gate.refusal();
  if (shut) return { result: fail(shut), cost: nothing };
  const price = parts.prices.find(parts.provider.name, parts.model);
  const entry = { ...author, provider: parts.provider.name, model: parts.model, ceiling: ceilingOf(price, request), billed: parts.billed };
  const held = await parts.ledger.reserve(entry, call.signal);
  if (!held.ok) return { result: fail({ ...held.error, code: call.signal.aborted ? 'aborted' : 'cap-reached' }), cost: nothing };

  const started = parts.clock.now().getTime();
  for (const [detail, count] of Object.entries(redaction.kept)) parts.metrics.count('devskyy_redactions_total', { detail }, count);
  const words = redaction.restoring(call.onText ?? (() => undefined));
  const answered = await parts.gate.pass(() => parts.provider.stream(request, call.signal, words.push));
  words.end();
  const result = answered.ok ? ok({ ...answered.value, text: redaction.restore(answered.value.text) }) : answered;
  const spent = result.ok ? spentOn(parts, result.value.usage, 'known') : spentOn(parts, result.error.usage ?? null, result.error.charge);
  const outcome = outcomeOf(result, call.repair, call.judge);
  await parts.ledger.settle(author.site, held.value.id, { ...spent, outcome, latencyMs: parts.clock.now().getTime() - started });
  if (!result.ok) {
    const { code, message } = result.error;
    parts.logger.warn({ site: author.site, run: author.run, agent: author.agent, model: parts.model, code, message }, 'model call failed');
  }
  return { result, cost: { amount: spent.amount, currency: 'USD', tokens: spent.tokens } };
}

const promptTooLong: ProviderFailure = {
  code: 'too-long',
  message: 'The texts of this piece are too long to send to a model.',
  next: 'Shorten its description.',
  retryable: false,
  charge: 'none',
};

function outcomeOf(result: Result<Completion, ProviderFailure>, repair: number, judge: Judge): Settlement['outcome'] {
  if (!result.ok) return result.error.code === 'aborted' ? 'aborted' : 'failed';
  if (!judge(result.value).ok) return 'failed';
  return repair > 0 ? 'repaired' : 'ok';
}

function spentOn(
  parts: WriterParts,
  usage: Usage | null,
  charge: ProviderFailure['charge'],
): Pick<Settlement, 'tokens' | 'amount' | 'release'> {
  const price = parts.prices.find(parts.provider.name, parts.model);
  const tokens = usage ?? { input: 0, output: 0 };
  if (charge === 'none') return { tokens, amount: 0, release: true };
  if (!price) return { tokens, amount: null, release: true };
  if (charge === 'known' && usage) return { tokens, amount: costOf(price, usage), release: true };
  return { tokens, amount: null, release: false };
}

const add = (a: Cost, b: Cost): Cost => ({
  amount: a.amount === null || b.amount === null ? null : a.amount + b.amount,
  currency: 'USD',
  tokens: { input: a.tokens.input + b.tokens.input, output: a.tokens.output + b.tokens.output },
});
