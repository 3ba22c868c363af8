import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createGuardedFetch } from '../../adapters/fetch/guarded-fetch.ts';
import { ourProviders } from '../../../../tests/fakes/providers.ts';
import { startWire, type Wire } from '../../../../tests/fakes/wire.ts';
import type { CompletionRequest, ProviderFailure } from '../provider.ts';
import { createProvider } from '../router.ts';
import { defaultLimits } from '../watch.ts';

const providers = await ourProviders();
const key = 'sk-canary-0123456789abcdef';
/** short only where silence is what is tested: the machine may be busy. */
const limitsFor = (model: string) => {
  if (/hang|stall/.test(model)) return { ...defaultLimits, firstByteMs: 300, idleMs: 200 };
  if (/pings/.test(model)) return { ...defaultLimits, totalMs: 400 };
  return /endless/.test(model) ? { ...defaultLimits, maxBytes: 1024 * 1024 } : defaultLimits;
};
const unknownName: LookupFunction = (_host, _options, callback) =>
  callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), '', 4);
const noAnswer: LookupFunction = () => undefined;
const json = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false };
const request = (model: string): CompletionRequest => ({
  model,
  system: 'You write product copy.',
  prompt: 'Write a title.',
  schema: { name: 'copy', json, strict: true },
  maxOutputTokens: 500,
});

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

describe.each(providers.list().map(({ name }) => [name] as const))('%s', (name) => {
  const complete = (model: string, signal = new AbortController().signal) => {
    const baseUrl = name === 'anthropic' ? wire.url : `${wire.url}/v1`;
    return createProvider(providers, { kind: 'model', provider: name, model, key, baseUrl }, { fetch, limits: limitsFor(model) }).complete(
      request(model),
      signal,
    );
  };
  const failing = async (model: string): Promise<ProviderFailure> => {
    const result = await complete(model);
    if (result.ok) throw new Error(`${model} did not fail`);
    expect(JSON.stringify(result.error)).not.toContain('canary');
    return result.error;
  };

  test('answers with text, tokens and the schema bound', async () => {
    const result = await complete('fake-ok');
    expect(result).toMatchObject({ ok: true, value: { text: '{"title":"Sample"}', model: 'fake-ok', finish: 'stop' } });
    if (!result.ok) return;
    expect(result.value.usage?.input).toBeGreaterThan(0);
    const sent = wire.requests.at(-1)!;
    expect(sent).toMatchObject({ key, schema: json, system: expect.stringContaining('You write product copy.'), prompt: 'Write a title.' });
    expect(sent.body['stream']).toBe(true);
  });

  test('streams the text piece by piece, and the pieces are the whole', async () => {
    const pieces: string[] = [];
    const baseUrl = name === 'anthropic' ? wire.url : `${wire.url}/v1`;
    const provider = createProvider(
      providers,
      { kind: 'model', provider: name, model: 'fake-ok', key, baseUrl },
      { fetch, limits: defaultLimits },
    );
    const result = await provider.stream(request('fake-ok'), new AbortController().signal, (piece) => pieces.push(piece));
    expect(pieces.length).toBeGreaterThan(1);
    expect(result).toMatchObject({ ok: true, value: { text: pieces.join('') } });
  });

  test('tells a refusal and a cut answer from a whole one', async () => {
    expect(await complete('fake-refusal')).toMatchObject({ ok: true, value: { finish: 'refusal' } });
    expect(await complete('fake-length')).toMatchObject({ ok: true, value: { finish: 'length' } });
  });

  test.each([
    ['F2 fake-unauthorised', 'auth', false, 'none'],
    ['F2 fake-forbidden', 'auth', false, 'none'],
    ['F2 fake-spend-limit', 'spend-limit', false, 'none'],
    ['F2 fake-spend-limit-429', 'spend-limit', false, 'none'],
    ['F2 fake-usage-limit', 'spend-limit', false, 'none'],
    ['F2 fake-billing-402', 'spend-limit', false, 'none'],
    ['F2 fake-rate-limit', 'rate-limit', true, 'none'],
    ['F2 fake-rate-limit-free', 'rate-limit', true, 'none'],
    ['F2 fake-stream-rate-limit', 'rate-limit', true, 'unknown'],
    ['F3 fake-500', 'overloaded', true, 'none'],
    ['F3 fake-503', 'overloaded', true, 'none'],
    ['F3 fake-529', 'overloaded', true, 'none'],
    ['F3 fake-stream-overloaded', 'overloaded', true, 'unknown'],
    ['F2 fake-unknown-model', 'rejected', false, 'none'],
    ['F2 fake-bad-request', 'rejected', false, 'none'],
    ['F2 fake-context-length', 'too-long', false, 'none'],
    ['F1 fake-hang', 'timeout', true, 'unknown'],
    ['F1 fake-reset', 'network', true, 'unknown'],
    ['F1 fake-stall', 'stalled', true, 'unknown'],
    ['F1 fake-pings', 'timeout', true, 'unknown'],
    ['F1 fake-cut', 'network', true, 'unknown'],
    ['F1 fake-eof', 'network', true, 'unknown'],
    ['F5 fake-endless', 'too-long', false, 'unknown'],
    ['F5 fake-garbage', 'malformed', false, 'unknown'],
    ['F5 fake-html', 'malformed', false, 'unknown'],
  ])('%s is %s', async (name, code, retryable, charge) => {
    const failure = await failing(name.slice(3));
    expect(failure).toMatchObject({ code, retryable, charge });
    expect(failure.next).toMatch(/\.$/);
  });

  test.each([
    ['seconds', 'fake-rate-limit', 7, 7],
    ['milliseconds', 'fake-rate-limit-ms', 7.4, 7.4],
    ['a date', 'fake-rate-limit-date', 50, 70],
    ['the reset of the limit that is used up', 'fake-rate-limit-resets', 35, 45],
    ['seconds with a 503', 'fake-503', 30, 30],
  ])('F2 the wait is read as the provider tells it: %s', async (_how, model, least, most) => {
    const { retryAfterSeconds } = await failing(model);
    expect(retryAfterSeconds).toBeGreaterThanOrEqual(least);
    expect(retryAfterSeconds).toBeLessThanOrEqual(most);
  });

  test('F2 a provider that names no time tells none', async () => {
    expect((await failing('fake-rate-limit-bare')).retryAfterSeconds).toBeUndefined();
  });

  test('F2 what the provider said is kept for the owner, without the key', async () => {
    expect((await failing('fake-unauthorised')).details).toEqual({ said: 'Incorrect API key provided: [key].' });
    expect((await failing('fake-spend-limit')).details).toMatchObject({ said: expect.stringContaining('credit balance is too low') });
  });

  test('F5 an answer that the provider’s own filter cut off is a refusal', async () => {
    expect(await complete('fake-content-filter')).toMatchObject({ ok: true, value: { finish: 'refusal' } });
  });

  test('is never called twice by the SDK, and obeys Retry-After', async () => {
    const before = wire.requests.length;
    expect(await failing('fake-rate-limit')).toMatchObject({ retryAfterSeconds: 7, charge: 'none' });
    expect(wire.requests.length).toBe(before + 1);
  });

  test('10 MB are cut at the cap', async () => {
    const small = { ...defaultLimits, maxBytes: 1024 * 1024 };
    const baseUrl = name === 'anthropic' ? wire.url : `${wire.url}/v1`;
    const provider = createProvider(
      providers,
      { kind: 'model', provider: name, model: 'fake-huge', key, baseUrl },
      { fetch, limits: small },
    );
    const result = await provider.complete(request('fake-huge'), new AbortController().signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'too-long', retryable: false } });
  });

  test('an abort ends the call and the connection', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 60);
    const result = await complete('fake-hang', controller.signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'aborted', retryable: false } });
    // the server learns of it a moment later, on a busy machine some moments
    for (let look = 0; look < 100 && !wire.requests.at(-1)!.closedEarly; look += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(wire.requests.at(-1)!.closedEarly).toBe(true);
  });

  test('a server that cannot bind a schema gets it in words', async () => {
    const result = await complete('fake-no-schema');
    expect(result).toMatchObject({ ok: true, value: { text: '{"title":"Sample"}' } });
    expect(wire.requests.at(-1)!.system).toContain('JSON Schema');
  });

  test.each([
    [
      'a name that nobody knows',
      { allowedOrigins: new Set<string>(), lookup: unknownName },
      'https://models.example.com/v1',
      'is not known',
    ],
    [
      'a connection that nobody takes',
      { allowedOrigins: new Set<string>(), lookup: noAnswer, connectMs: 200 },
      'https://models.example.com/v1',
      'in time',
    ],
    ['a server without TLS', null, null, 'does not speak https'],
  ])('F1 %s costs nothing and says what is wrong', async (_name, guard, url, words) => {
    const plain = wire.url.replace('http:', 'https:');
    const guarded = createGuardedFetch(guard ?? { allowedOrigins: new Set([plain]) });
    const route = { kind: 'model' as const, provider: name, model: 'm', key, baseUrl: url ?? plain };
    const result = await createProvider(providers, route, { fetch: guarded, limits: defaultLimits }).complete(
      request('m'),
      new AbortController().signal,
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'network', charge: 'none', message: expect.stringContaining(words) } });
  });

  test('an address where nobody listens is unreachable', async () => {
    const gone = await startWire();
    await gone.close();
    const route = { kind: 'model' as const, provider: name, model: 'm', key, baseUrl: `${gone.url}/v1` };
    const result = await createProvider(providers, route, { fetch, limits: defaultLimits }).complete(
      request('m'),
      new AbortController().signal,
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'network', charge: 'none', details: { cause: 'unreachable' } } });
  });
});
