import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ourProviders } from '../../../../tests/fakes/providers.ts';
import { startWire, type Wire } from '../../../../tests/fakes/wire.ts';
import { createProvider } from '../../intelligence/router.ts';
import { defaultLimits } from '../../intelligence/watch.ts';
import { createGuardedFetch } from './guarded-fetch.ts';

const providers = await ourProviders();

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_host, options, callback) =>
    options.all
      ? callback(
          null,
          addresses.map((address) => ({ address, family: 4 })),
        )
      : callback(null, addresses[0]!, 4);

const failure = (url: string, lookup?: LookupFunction): Promise<unknown> =>
  createGuardedFetch({ allowedOrigins: new Set(), ...(lookup ? { lookup } : {}) })(url).then(
    () => 'answered',
    (error: unknown) => (error as { code?: string }).code,
  );

test('D1 private and local addresses are blocked unless the operator lists the origin', async () => {
  for (const url of [
    `${wire.url}/v1/models`,
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://169.254.169.254/',
    'http://example.com/',
  ]) {
    expect([url, await failure(url)]).toEqual([url, 'EADDRESSBLOCKED']);
  }
  const open = createGuardedFetch({ allowedOrigins: new Set([wire.url]) });
  expect((await open(`${wire.url}/v1/models`)).status).toBe(200);
});

test('D1 a public name that resolves to a private address is blocked when connecting', async () => {
  expect(await failure('https://models.example.com/', resolvesTo('10.0.0.1'))).toBe('EADDRESSBLOCKED');
  expect(await failure('https://models.example.com/', resolvesTo('8.8.8.8', '127.0.0.1'))).toBe('EADDRESSBLOCKED');
});

test('D4 a redirect is not followed', async () => {
  const guarded = createGuardedFetch({ allowedOrigins: new Set([wire.url]) });
  const body = JSON.stringify({ model: 'fake-redirect', messages: [] });
  await expect(guarded(`${wire.url}/v1/messages`, { method: 'POST', body })).rejects.toMatchObject({ code: 'EREDIRECT' });
});

test('D8 what fails while the connection is secured reaches the owner as its cause', async () => {
  const origin = wire.url.replace('http:', 'https:');
  const call = { model: 'm', system: '', prompt: 'x', schema: null, maxOutputTokens: 10 };
  const ask = (base: typeof fetch) =>
    createProvider(
      providers,
      { kind: 'model', provider: 'compatible', model: 'm', key: null, baseUrl: `${origin}/v1` },
      { fetch: base, limits: defaultLimits },
    ).complete(call, new AbortController().signal);
  // a server without TLS at an https address: the real handshake fails
  const plain = await ask(createGuardedFetch({ allowedOrigins: new Set([origin]) }));
  expect(plain).toMatchObject({ ok: false, error: { code: 'network', retryable: false, details: { cause: 'tls' } } });
  // the codes that Node gives for certificates that do not hold
  for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
    const refused = await ask(() => Promise.reject(Object.assign(new Error('refused'), { code })));
    expect(refused).toMatchObject({
      ok: false,
      error: { details: { cause: 'tls' }, message: expect.stringContaining(`certificate that is not valid (${code})`) },
    });
  }
});

test.each(['anthropic', 'openai'] as const)('%s streams through it, and an abort closes the connection', async (provider) => {
  const guarded = createGuardedFetch({ allowedOrigins: new Set([wire.url]) });
  const complete = (model: string, signal: AbortSignal) =>
    createProvider(
      providers,
      { kind: 'model', provider, model, key: 'sk-test-key', baseUrl: provider === 'anthropic' ? wire.url : `${wire.url}/v1` },
      { fetch: guarded, limits: { ...defaultLimits, idleMs: 200 } },
    ).complete({ model, system: '', prompt: 'x', schema: null, maxOutputTokens: 10 }, signal);
  expect(await complete('fake-ok', new AbortController().signal)).toMatchObject({ ok: true, value: { text: 'ready' } });
  expect(await complete('fake-stall', new AbortController().signal)).toMatchObject({ ok: false, error: { code: 'stalled' } });
  expect(await complete('fake-cut', new AbortController().signal)).toMatchObject({ ok: false, error: { code: 'network' } });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  expect(await complete('fake-hang', controller.signal)).toMatchObject({ ok: false, error: { code: 'aborted' } });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(wire.requests.at(-1)!.closedEarly).toBe(true);
});
