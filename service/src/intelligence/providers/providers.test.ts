import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWire, type Wire } from '../../../../tests/fakes/wire.ts';
import type { CompletionRequest, ProviderFailure } from '../provider.ts';
import { createProvider, type ProviderName } from '../router.ts';
import { defaultLimits } from '../watch.ts';

const key = 'sk-canary-0123456789abcdef';
/** short only where silence is what is tested: the machine may be busy. */
const limitsFor = (model: string) => (/hang|stall/.test(model) ? { ...defaultLimits, firstByteMs: 300, idleMs: 200 } : defaultLimits);
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

describe.each<[ProviderName]>([['anthropic'], ['openai'], ['compatible']])('%s', (name) => {
  const complete = (model: string, signal = new AbortController().signal) => {
    const baseUrl = name === 'anthropic' ? wire.url : `${wire.url}/v1`;
    return createProvider({ kind: 'model', provider: name, model, key, baseUrl }, { fetch, limits: limitsFor(model) }).complete(
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
    const provider = createProvider({ kind: 'model', provider: name, model: 'fake-ok', key, baseUrl }, { fetch, limits: defaultLimits });
    const result = await provider.stream(request('fake-ok'), new AbortController().signal, (piece) => pieces.push(piece));
    expect(pieces.length).toBeGreaterThan(1);
    expect(result).toMatchObject({ ok: true, value: { text: pieces.join('') } });
  });

  test('tells a refusal and a cut answer from a whole one', async () => {
    expect(await complete('fake-refusal')).toMatchObject({ ok: true, value: { finish: 'refusal' } });
    expect(await complete('fake-length')).toMatchObject({ ok: true, value: { finish: 'length' } });
  });

  test.each([
    ['fake-unauthorised', 'auth', false],
    ['fake-forbidden', 'auth', false],
    ['fake-spend-limit', 'spend-limit', false],
    ['fake-spend-limit-429', 'spend-limit', false],
    ['fake-rate-limit', 'rate-limit', true],
    ['fake-500', 'overloaded', true],
    ['fake-529', 'overloaded', true],
    ['fake-unknown-model', 'rejected', false],
    ['fake-bad-request', 'rejected', false],
    ['fake-context-length', 'too-long', false],
    ['fake-hang', 'timeout', true],
    ['fake-stall', 'stalled', true],
    ['fake-cut', 'network', true],
  ])('%s is %s', async (model, code, retryable) => {
    const failure = await failing(model);
    expect(failure).toMatchObject({ code, retryable });
    expect(failure.next).toMatch(/\.$/);
  });

  test('is never called twice by the SDK, and obeys Retry-After', async () => {
    const before = wire.requests.length;
    expect(await failing('fake-rate-limit')).toMatchObject({ retryAfterSeconds: 7, charge: 'none' });
    expect(wire.requests.length).toBe(before + 1);
  });

  test('10 MB are cut at the cap', async () => {
    const small = { ...defaultLimits, maxBytes: 1024 * 1024 };
    const baseUrl = name === 'anthropic' ? wire.url : `${wire.url}/v1`;
    const provider = createProvider({ kind: 'model', provider: name, model: 'fake-huge', key, baseUrl }, { fetch, limits: small });
    const result = await provider.complete(request('fake-huge'), new AbortController().signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'too-long', retryable: false } });
  });

  test('an abort ends the call and the connection', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 60);
    const result = await complete('fake-hang', controller.signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'aborted', retryable: false } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(wire.requests.at(-1)!.closedEarly).toBe(true);
  });

  test('a server that cannot bind a schema gets it in words', async () => {
    const result = await complete('fake-no-schema');
    expect(result).toMatchObject({ ok: true, value: { text: '{"title":"Sample"}' } });
    expect(wire.requests.at(-1)!.system).toContain('JSON Schema');
  });

  test('an address where nobody listens is unreachable', async () => {
    const gone = await startWire();
    await gone.close();
    const route = { kind: 'model' as const, provider: name, model: 'm', key, baseUrl: `${gone.url}/v1` };
    const result = await createProvider(route, { fetch, limits: defaultLimits }).complete(request('m'), new AbortController().signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'network', charge: 'none', details: { cause: 'unreachable' } } });
  });
});
