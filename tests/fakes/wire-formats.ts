/** What the model says, before it is put into a wire format. */
export interface Said {
  model: string;
  text: string;
  usage: { input: number; output: number };
  /** `filter`: cut off by the provider's own filter, after some words. */
  /** a tool that the model wants to be called, besides its words. */
  tool?: { name: string; input: Record<string, unknown> };
  finish: 'stop' | 'length' | 'refusal' | 'filter';
}

type Event = Record<string, unknown>;

const pieces = (text: string): string[] => {
  const size = Math.max(8, Math.ceil(text.length / 12));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
};

// OpenAI, chat completions

const chatBase = ({ model }: Said) => ({ id: 'chatcmpl-fake', created: 1, model });
const chatUsage = ({ usage }: Said) => ({
  prompt_tokens: usage.input,
  completion_tokens: usage.output,
  total_tokens: usage.input + usage.output,
});
const chatFinish = ({ finish, tool }: Said): string =>
  finish === 'length' ? 'length' : finish === 'filter' ? 'content_filter' : tool ? 'tool_calls' : 'stop';

export function chatCompletion(said: Said): Event {
  const message =
    said.finish === 'refusal' ? { content: null, refusal: 'I cannot help with that.' } : { content: said.text, refusal: null };
  const choice = { index: 0, message: { role: 'assistant', ...message }, finish_reason: chatFinish(said), logprobs: null };
  return { ...chatBase(said), object: 'chat.completion', choices: [choice], usage: chatUsage(said) };
}

export function chatChunks(said: Said, body: Event): Event[] {
  const chunk = (delta: Event, finish: string | null = null): Event => ({
    ...chatBase(said),
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
  });
  const words =
    said.finish === 'refusal' ? [chunk({ refusal: 'I cannot help with that.' })] : pieces(said.text).map((content) => chunk({ content }));
  const call = said.tool && { name: said.tool.name, arguments: JSON.stringify(said.tool.input) };
  const calls = call ? [chunk({ tool_calls: [{ index: 0, id: 'call_fake', type: 'function', function: call }] })] : [];
  const wantsUsage = (body['stream_options'] as Event | undefined)?.['include_usage'] === true;
  const usage = wantsUsage ? [{ ...chatBase(said), object: 'chat.completion.chunk', choices: [], usage: chatUsage(said) }] : [];
  return [chunk({ role: 'assistant', content: '' }), ...words, ...calls, chunk({}, chatFinish(said)), ...usage];
}

// OpenAI, responses

export function response(said: Said): Event {
  const content =
    said.finish === 'refusal'
      ? { type: 'refusal', refusal: 'I cannot help with that.' }
      : { type: 'output_text', text: said.text, annotations: [] };
  return {
    id: 'resp_fake',
    object: 'response',
    created_at: 1,
    status: said.finish === 'length' ? 'incomplete' : 'completed',
    incomplete_details: said.finish === 'length' ? { reason: 'max_output_tokens' } : null,
    model: said.model,
    output: [{ type: 'message', id: 'msg_fake', status: 'completed', role: 'assistant', content: [content] }],
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    usage: { input_tokens: said.usage.input, output_tokens: said.usage.output, total_tokens: said.usage.input + said.usage.output },
  };
}

export function responseEvents(said: Said): Event[] {
  const whole = response(said);
  const at = { item_id: 'msg_fake', output_index: 0, content_index: 0 };
  const deltas = said.finish === 'refusal' ? [] : pieces(said.text).map((delta) => ({ type: 'response.output_text.delta', ...at, delta }));
  const last = said.finish === 'length' ? 'response.incomplete' : 'response.completed';
  const events: Event[] = [
    { type: 'response.created', response: { ...whole, status: 'in_progress', output: [] } },
    ...deltas,
    { type: last, response: whole },
  ];
  return events.map((event, number) => ({ ...event, sequence_number: number }));
}

// Anthropic, messages

const stopReason = { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal', filter: 'refusal' } as const;

export function anthropicMessage(said: Said): Event {
  return {
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model: said.model,
    content: said.finish === 'refusal' ? [] : [{ type: 'text', text: said.text }],
    stop_reason: stopReason[said.finish],
    stop_sequence: null,
    usage: { input_tokens: said.usage.input, output_tokens: said.usage.output },
  };
}

export function anthropicEvents(said: Said): Event[] {
  const start = { ...anthropicMessage(said), content: [], stop_reason: null, usage: { input_tokens: said.usage.input, output_tokens: 1 } };
  const deltas = said.finish === 'refusal' ? [] : pieces(said.text);
  return [
    { type: 'message_start', message: start },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    ...deltas.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    ...toolBlock(said),
    {
      type: 'message_delta',
      delta: { stop_reason: said.tool && said.finish === 'stop' ? 'tool_use' : stopReason[said.finish], stop_sequence: null },
      usage: { output_tokens: said.usage.output },
    },
    { type: 'message_stop' },
  ];
}

const toolBlock = ({ tool }: Said): Event[] =>
  tool
    ? [
        { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'toolu_fake', name: tool.name, input: {} } },
        { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: JSON.stringify(tool.input) } },
        { type: 'content_block_stop', index: 1 },
      ]
    : [];
