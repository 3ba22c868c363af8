import OpenAI from 'openai';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { toFailure } from '../failure.ts';
import type { Completion, CompletionRequest, ModelProvider, ProviderFailure } from '../provider.ts';
import { schemaInstruction } from '../schema.ts';
import { watchCall, type Watch } from '../watch.ts';
import type { ProviderAbout } from '../contract.ts';
import type { ProviderOptions } from '../providers/options.ts';

/** Whose servers are spoken to. */
export interface Flavour {
  about: ProviderAbout;
  /** where no other is entered. */
  address: string | null;
  /** OpenAI's own servers, which know what compatible ones do not. */
  own: boolean;
}

/**
 * OpenAI's Chat Completions, streamed: the one wire format that compatible servers share, and one that keeps no copy of the
 * conversation at the provider. Compatible servers are not asked for what only OpenAI's own know.
 */
export function createChatCompletions(flavour: Flavour, options: ProviderOptions): ModelProvider {
  const stream: ModelProvider['stream'] = async (request, signal, onText) => {
    const bound = request.schema?.strict === true;
    const first = await call(flavour, options, { request, bound, signal, onText });
    if (!bound || first.ok || first.error.details?.cause !== 'schema-unsupported') return first;
    return call(flavour, options, { request, bound: false, signal, onText });
  };
  return { name: flavour.about.name, stream, complete: (request, signal) => stream(request, signal, () => undefined) };
}

interface Draft {
  text: string;
  refusal: boolean;
  usage: { input: number; output: number } | null;
  model: string;
  stop: string | null;
}

interface Attempt {
  request: CompletionRequest;
  bound: boolean;
  signal: AbortSignal;
  onText: (piece: string) => void;
}

async function call(flavour: Flavour, options: ProviderOptions, attempt: Attempt): Promise<Result<Completion, ProviderFailure>> {
  const watch = watchCall(options.fetch, options.limits, attempt.signal);
  const draft: Draft = { text: '', refusal: false, usage: null, model: attempt.request.model, stop: null };
  let error: unknown = null;
  try {
    await collect(flavour, options, { ...attempt, watch, draft });
  } catch (thrown) {
    error = thrown;
  } finally {
    watch.end();
  }
  // a stream that ends without a finish reason was cut off
  if (error === null && draft.stop !== null && !watch.cause()) return ok(completion(draft));
  const context = {
    label: flavour.about.label,
    model: attempt.request.model,
    key: options.key,
    stopped: watch.cause(),
    answered: watch.answered(),
    broken: watch.broken(),
    media: watch.media(),
    usage: draft.usage,
  };
  return fail(toFailure(error, context));
}

async function collect(flavour: Flavour, options: ProviderOptions, job: Attempt & { watch: Watch; draft: Draft }): Promise<void> {
  const baseURL = options.baseUrl ?? flavour.address;
  if (baseURL === null) throw new Error('The address of the model server is not set.');
  const client = new OpenAI({
    apiKey: options.key ?? 'none', // the SDK wants one; servers without keys ignore it
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL,
    maxRetries: 0,
    timeout: options.limits.totalMs,
    logLevel: 'off',
    fetch: job.watch.fetch,
  });
  const stream = await client.chat.completions.create(body(flavour, job.request, job.bound), { signal: job.watch.signal });
  for await (const chunk of stream) {
    const piece = take(chunk, job.draft);
    if (piece !== '') job.onText(piece);
  }
}

function body(flavour: Flavour, request: CompletionRequest, bound: boolean): OpenAI.ChatCompletionCreateParamsStreaming {
  const schema = request.schema;
  // compatible servers often take a schema and do not enforce it: they get it in words as well
  const told = schema && (!bound || !flavour.own);
  return {
    model: request.model,
    messages: [
      { role: 'system', content: told ? `${request.system}\n\n${schemaInstruction(schema)}` : request.system },
      { role: 'user', content: request.prompt },
    ],
    ...(flavour.own ? { max_completion_tokens: request.maxOutputTokens, store: false } : { max_tokens: request.maxOutputTokens }),
    ...(schema && bound
      ? { response_format: { type: 'json_schema' as const, json_schema: { name: schema.name, schema: schema.json, strict: true } } }
      : {}),
    stream: true,
    stream_options: { include_usage: true },
  };
}

/** Notes a chunk; answers the text it brought. */
function take(chunk: OpenAI.ChatCompletionChunk, draft: Draft): string {
  if (chunk.usage) draft.usage = { input: chunk.usage.prompt_tokens, output: chunk.usage.completion_tokens };
  if (chunk.model) draft.model = chunk.model;
  const [choice] = chunk.choices ?? [];
  if (!choice) return '';
  const piece = choice.delta?.content ?? '';
  draft.text += piece;
  if (choice.delta?.refusal) draft.refusal = true;
  if (choice.finish_reason) draft.stop = choice.finish_reason;
  return piece;
}

function completion(draft: Draft): Completion {
  const refused = draft.refusal || draft.stop === 'content_filter';
  const finish = refused ? 'refusal' : draft.stop === 'length' ? 'length' : 'stop';
  return { text: draft.text, usage: draft.usage, model: draft.model, finish };
}
