/**
 * A server that speaks the wire formats of OpenAI (chat completions, responses) and Anthropic (messages). How it behaves is chosen by
 * the model's name: `fake-<behaviour>`, any other model behaves well. It records every request.
 *
 * By hand: `node tests/fakes/wire.ts 8090`, base URLs http://127.0.0.1:8090/v1 (OpenAI, compatible) and http://127.0.0.1:8090 (Anthropic).
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { failures, type WireError } from './wire-errors.ts';
import { anthropicEvents, anthropicMessage, chatChunks, chatCompletion, response, responseEvents, type Said } from './wire-formats.ts';

export interface WireRequest {
  path: string;
  headers: http.IncomingHttpHeaders;
  /** the bearer or x-api-key value. */
  key: string | null;
  model: string;
  system: string;
  prompt: string;
  /** JSON Schema the answer is bound to, by parameter or by instruction. */
  schema: Record<string, unknown> | null;
  body: Record<string, unknown>;
  /** when it came, in milliseconds. */
  at: number;
  /** when the first words left (milliseconds since 1970); null: none yet. */
  firstWordsAt: number | null;
  /** the client went before the answer was whole. */
  closedEarly: boolean;
}

export interface Wire {
  /** http://127.0.0.1:port */
  url: string;
  requests: WireRequest[];
  close(): Promise<void>;
}

export interface WireOptions {
  port?: number;
  /** what a well-behaved model answers; default: the smallest object that matches the schema, or "ready". */
  answer?: (request: WireRequest) => unknown;
  /** tokens that every call is said to have used; default: a quarter of the bytes. */
  usage?: { input: number; output: number };
  /** milliseconds before a well-behaved answer. */
  delayMs?: number;
  /** a tool that every well-behaved answer asks to be called as well: a model that obeys what it reads. */
  tool?: (request: WireRequest) => { name: string; input: Record<string, unknown> } | null;
  /** milliseconds between the events of a streamed answer; default: all at once. */
  paceMs?: number;
  /** a streamed answer stops in its middle until this is settled. */
  hold?: Promise<unknown>;
  /** overrules the behaviour that the model's name asks for; null: as the name says. */
  behaviour?: (request: WireRequest) => string | null;
}

type Api = 'chat' | 'responses' | 'messages';
const apis: Record<string, Api> = { '/v1/chat/completions': 'chat', '/v1/responses': 'responses', '/v1/messages': 'messages' };

export async function startWire(options: WireOptions = {}): Promise<Wire> {
  const requests: WireRequest[] = [];
  const server = http.createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => void serve(req, res, Buffer.concat(chunks).toString('utf8')));
  });
  const serve = async (req: http.IncomingMessage, res: http.ServerResponse, text: string): Promise<void> => {
    const request = read(req, text);
    requests.push(request);
    res.on('close', () => (request.closedEarly = !res.writableFinished));
    const api = apis[request.path.split('?')[0] ?? ''];
    if (request.path.endsWith('/models'))
      return json(res, 200, { object: 'list', data: [{ id: 'fake-ok', object: 'model', created: 1, owned_by: 'fake' }] });
    if (!api) return json(res, 404, { error: { message: 'not found', type: 'invalid_request_error' } });
    await new Promise((resolve) => setTimeout(resolve, options.delayMs ?? 0));
    const behaviour = options.behaviour?.(request) ?? (request.model.startsWith('fake-') ? request.model.slice(5) : 'ok');
    behave(res, { api, request, behaviour, earlier: requests.slice(0, -1), options });
  };
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}

function read(req: http.IncomingMessage, text: string): WireRequest {
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  const messages = (body['messages'] ?? body['input'] ?? []) as { role: string; content: string }[];
  const of = (role: string): string =>
    messages
      .filter((message) => message.role === role)
      .map((message) => message.content)
      .join('\n');
  const system = String(body['system'] ?? body['instructions'] ?? of('system'));
  return {
    path: req.url ?? '',
    headers: req.headers,
    key: req.headers.authorization?.replace(/^Bearer /, '') ?? (req.headers['x-api-key'] as string | undefined) ?? null,
    model: String(body['model'] ?? ''),
    system,
    prompt: of('user'),
    schema: schemaOf(body, system),
    body,
    at: Date.now(),
    firstWordsAt: null,
    closedEarly: false,
  };
}

function schemaOf(body: Record<string, unknown>, system: string): Record<string, unknown> | null {
  const at = (path: string[]): unknown => path.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], body);
  const bound =
    at(['response_format', 'json_schema', 'schema']) ?? at(['output_config', 'format', 'schema']) ?? at(['text', 'format', 'schema']);
  if (bound) return bound as Record<string, unknown>;
  const told = system.split('\n').findLast((line) => line.startsWith('{'));
  return told ? (JSON.parse(told) as Record<string, unknown>) : null;
}

interface Scene {
  api: Api;
  request: WireRequest;
  behaviour: string;
  earlier: WireRequest[];
  options: WireOptions;
}

function behave(res: http.ServerResponse, scene: Scene): void {
  const { api, request, behaviour } = scene;
  if (behaviour === 'hang') return;
  if (behaviour === 'reset') return void res.socket?.resetAndDestroy();
  if (behaviour === 'html') return void res.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
  if (behaviour === 'redirect') return void res.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  const bound = request.body['response_format'] ?? request.body['output_config'];
  const failing = behaviour === 'no-schema' ? (bound ? 'schema-unsupported' : null) : behaviour;
  const error = failing === null ? undefined : failures[failing]?.(api === 'messages', request.key ?? '');
  if (error) return sendError(res, error);
  void speak(res, scene, { ...said(scene), ...(behaviour === 'length' ? { finish: 'length' as const } : {}) });
}

function said(scene: Scene): Said {
  const { behaviour } = scene;
  const good = goodAnswer(scene);
  const texts: Record<string, string> = {
    fenced: `Here you are:\n\`\`\`json\n${good}\n\`\`\`\nAnything else?`,
    prose: `Sure! ${good} Hope it helps.`,
    malformed: `${good.slice(0, -1)}, "oops": `,
    wrong: '{"nothing":"of the kind"}',
    empty: '',
    huge: 'x'.repeat(10 * 1024 * 1024),
    length: good.slice(0, Math.floor(good.length / 2)),
    repair: isRepair(scene) ? good : '{"nothing":"of the kind"}',
  };
  const text = texts[behaviour] ?? good;
  const usage = scene.options.usage ?? {
    input: Math.ceil((scene.request.prompt.length + scene.request.system.length) / 4),
    output: Math.ceil(text.length / 4),
  };
  const tool = scene.options.tool?.(scene.request) ?? null;
  return { ...(tool ? { tool } : {}), model: scene.request.model, text, usage, finish: finishes[behaviour] ?? 'stop' };
}

const finishes: Record<string, Said['finish']> = { refusal: 'refusal', 'content-filter': 'filter' };

/** A prompt that begins with an earlier prompt to the same model asks to put something right. */
const isRepair = ({ request, earlier }: Scene): boolean =>
  earlier.some((before) => before.model === request.model && before.prompt !== request.prompt && request.prompt.startsWith(before.prompt));

function goodAnswer({ request, options }: Scene): string {
  if (options.answer) {
    const answer = options.answer(request);
    return typeof answer === 'string' ? answer : JSON.stringify(answer);
  }
  return request.schema ? JSON.stringify(sample(request.schema)) : 'ready';
}

/** The smallest value that matches a JSON Schema of the simple kinds that structured output takes. */
function sample(schema: Record<string, unknown>): unknown {
  const options = (schema['anyOf'] ?? schema['oneOf']) as Record<string, unknown>[] | undefined;
  if (options?.[0]) return sample(options[0]);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (schema['type'] === 'object') {
    const properties = (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>;
    return Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, sample(child)]));
  }
  const plain: Record<string, unknown> = { string: 'Sample', number: 1, integer: 1, boolean: true, array: [], null: null };
  return plain[String(schema['type'])] ?? null;
}

async function speak(res: http.ServerResponse, scene: Scene, words: Said): Promise<void> {
  const { api, request, options, behaviour } = scene;
  if (request.body['stream'] !== true) {
    const whole = { chat: chatCompletion, responses: response, messages: anthropicMessage }[api];
    return json(res, 200, whole(words));
  }
  const events = { chat: chatChunks, responses: responseEvents, messages: anthropicEvents }[api](words, request.body);
  res.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_fake', 'x-request-id': 'req_fake' });
  const ending = endings[behaviour];
  const send = (event: Record<string, unknown>): void => {
    res.write(`${api === 'chat' ? '' : `event: ${String(event['type'])}\n`}data: ${JSON.stringify(event)}\n\n`);
  };
  const middle = Math.ceil(events.length / 2);
  for (const [index, event] of (ending ? events.slice(0, middle) : events).entries()) {
    if (index === middle - 1) await options.hold;
    if (options.paceMs) await new Promise((resolve) => setTimeout(resolve, options.paceMs));
    if (res.destroyed) return;
    if (hasWords(event)) request.firstWordsAt ??= Date.now();
    send(event);
  }
  if (ending) return ending(res, { api, send, last: events[middle - 1]! });
  if (api === 'chat') res.write('data: [DONE]\n\n');
  res.end();
}

interface Half {
  api: Api;
  send(event: Record<string, unknown>): void;
  /** the last event that was sent. */
  last: Record<string, unknown>;
}

/** What happens in the middle of the answer. */
const endings: Record<string, (res: http.ServerResponse, half: Half) => void> = {
  stall: () => undefined,
  cut: (res) => void setTimeout(() => res.destroy(), 20),
  eof: (res) => void res.end(),
  endless: (res, { send, last }) => repeat(res, () => send(last)),
  /** alive, and never any further. */
  pings: (res, { api, send }) => repeat(res, () => (api === 'chat' ? res.write(': ping\n\n') : send({ type: 'ping' })), 20),
  garbage: (res) => void res.end('event: content_block_delta\ndata: {"broken": \n\n'),
  'stream-overloaded': (res, half) => tellError(res, half, 'overloaded_error', 'server_error'),
  'stream-rate-limit': (res, half) => tellError(res, half, 'rate_limit_error', 'rate_limit_exceeded'),
};

function repeat(res: http.ServerResponse, act: () => void, everyMs = 0): void {
  const timer = setInterval(() => {
    for (let count = 0; count < (everyMs === 0 ? 200 : 1); count += 1) act();
  }, everyMs);
  res.on('close', () => clearInterval(timer));
}

function tellError(res: http.ServerResponse, { api }: Half, anthropic: string, openai: string): void {
  const body =
    api === 'messages'
      ? { type: 'error', error: { type: anthropic, message: 'Oh.' } }
      : { error: { type: openai, code: openai, message: 'Oh.' } };
  res.end(`${api === 'messages' ? 'event: error\n' : ''}data: ${JSON.stringify(body)}\n\n`);
}

/** Whether an event brings words, in any of the three formats. */
const hasWords = (event: Record<string, unknown>): boolean => /"(?:text|content|delta)":"[^"]/.test(JSON.stringify(event));

const sendError = (res: http.ServerResponse, error: WireError): void => json(res, error.status, error.body, error.headers);

function json(res: http.ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_fake', 'x-request-id': 'req_fake', ...headers });
  res.end(JSON.stringify(body));
}

if (import.meta.main) {
  const wire = await startWire({ port: Number(process.argv[2] ?? 8090) });
  process.stdout.write(`${wire.url}\n`);
}
