import Anthropic from '@anthropic-ai/sdk';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { toFailure } from '../../failure.ts';
import type { Completion, CompletionRequest, ModelProvider, ProviderFailure } from '../../provider.ts';
import type { ProviderOptions } from '../options.ts';
import { schemaInstruction } from '../../schema.ts';
import { watchCall, type Watch } from '../../watch.ts';
import { about } from './contract.ts';

const anthropicUrl = 'https://api.anthropic.com';

/**
 * Anthropic's Messages API, streamed. The schema goes as `output_config.format`, not as a forced tool: models that always
 * think refuse forced tools. A server that does not know the parameter gets the schema as an instruction.
 */
export function createProvider(options: ProviderOptions): ModelProvider {
  const stream: ModelProvider['stream'] = async (request, signal, onText) => {
    const bound = request.schema?.strict === true;
    const first = await call(options, { request, bound, signal, onText });
    if (!bound || first.ok || first.error.details?.cause !== 'schema-unsupported') return first;
    return call(options, { request, bound: false, signal, onText });
  };
  return { name: about.name, stream, complete: (request, signal) => stream(request, signal, () => undefined) };
}

interface Attempt {
  request: CompletionRequest;
  bound: boolean;
  signal: AbortSignal;
  onText: (piece: string) => void;
}

interface Draft {
  text: string;
  input: number;
  output: number;
  model: string;
  stop: string | null;
  begun: boolean;
  done: boolean;
}

async function call(options: ProviderOptions, attempt: Attempt): Promise<Result<Completion, ProviderFailure>> {
  const { request } = attempt;
  const watch = watchCall(options.fetch, options.limits, attempt.signal);
  const draft: Draft = { text: '', input: 0, output: 0, model: request.model, stop: null, begun: false, done: false };
  let error: unknown = null;
  try {
    await collect(options, { ...attempt, watch, draft });
  } catch (thrown) {
    error = thrown;
  } finally {
    watch.end();
  }
  if (draft.done && !watch.cause()) return ok(completion(draft));
  const usage = draft.begun ? { input: draft.input, output: draft.output } : null;
  const context = {
    label: about.label,
    model: request.model,
    key: options.key,
    stopped: watch.cause(),
    answered: watch.answered(),
    broken: watch.broken(),
    media: watch.media(),
    usage,
  };
  return fail(toFailure(error, context));
}

async function collect(options: ProviderOptions, job: Attempt & { watch: Watch; draft: Draft }): Promise<void> {
  const { request, bound, watch, draft } = job;
  const client = new Anthropic({
    apiKey: options.key ?? '',
    authToken: null,
    webhookKey: null,
    baseURL: options.baseUrl ?? anthropicUrl,
    maxRetries: 0,
    timeout: options.limits.totalMs,
    logLevel: 'off',
    fetch: watch.fetch,
  });
  const schema = request.schema;
  const stream = await client.messages.create(
    {
      model: request.model,
      max_tokens: request.maxOutputTokens,
      system: schema && !bound ? `${request.system}\n\n${schemaInstruction(schema)}` : request.system,
      messages: [{ role: 'user', content: request.prompt }],
      ...(schema && bound ? { output_config: { format: { type: 'json_schema' as const, schema: schema.json } } } : {}),
      stream: true,
    },
    { signal: watch.signal },
  );
  for await (const event of stream) {
    const piece = take(event, draft);
    if (piece !== '') job.onText(piece);
  }
}

/** Notes an event; answers the text it brought. */
function take(event: Anthropic.RawMessageStreamEvent, draft: Draft): string {
  if (event.type === 'message_start') {
    const usage = event.message.usage;
    draft.begun = true;
    draft.model = event.message.model;
    draft.input = usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0);
    draft.output = usage.output_tokens;
  } else if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
    draft.text += event.delta.text;
    return event.delta.text;
  } else if (event.type === 'message_delta') {
    draft.stop = event.delta.stop_reason;
    draft.output = event.usage.output_tokens;
  } else if (event.type === 'message_stop') {
    draft.done = true;
  }
  return '';
}

function completion(draft: Draft): Completion {
  const cut = draft.stop === 'max_tokens' || draft.stop === 'model_context_window_exceeded';
  const finish = draft.stop === 'refusal' ? 'refusal' : cut ? 'length' : 'stop';
  return { text: draft.text, usage: { input: draft.input, output: draft.output }, model: draft.model, finish };
}
