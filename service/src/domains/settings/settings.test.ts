import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { ourProviders } from '../../../../tests/fakes/providers.ts';
import { createEnvelope } from '../../kernel/envelope.ts';
import type { Logger } from '../../kernel/world.ts';
import { judgeBaseUrl } from './base-url.ts';
import { settings as settingsSchema, settingsChange } from './contract.ts';
import { createSettings } from './index.ts';
import type { SettingsRepository } from './settings.repository.ts';
import type { SiteSettings } from './settings.entity.ts';

const site = '11111111-1111-4111-8111-111111111111';
const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const dollars = (amount: number) => ({ daily_cap: { amount, currency: 'USD' as const } });

function memory(): SettingsRepository {
  let stored: SiteSettings | null = null;
  return {
    read: async () => stored,
    async change(_site, decide) {
      const decided = decide(stored);
      if (decided.ok) stored = decided.value;
      return decided;
    },
  };
}

const known = await ourProviders();

function build() {
  const untested = { ok: true, provider: 'openai' as const, model: null, latency_ms: 1, cause: null, next_step: null };
  return createSettings({
    providers: known.list(),
    repository: memory(),
    envelope: createEnvelope([randomBytes(32)]),
    allowedModelOrigins: new Set(['http://127.0.0.1:9000']),
    test: async () => untested,
    clock: { now: () => new Date('2026-11-01T10:00:00Z') },
    logger: silent,
  });
}

test('a new site writes with the built-in provider, and its settings fit the contract', async () => {
  const settings = build();
  expect(settingsSchema.parse(await settings.get(site))).toMatchObject({
    daily_cap: null,
    models: { product_copy: { provider: 'builtin', model: null } },
    providers: { anthropic: { configured: false, hint: null } },
  });
  expect(await settings.routes.forTask(site, 'product_copy')).toEqual({ kind: 'builtin' });
});

test('a change touches what it names and nothing else', async () => {
  const settings = build();
  await settings.change(site, { language: 'de_DE', brand_voice: { tone: 'warm', words: ['atelier'] } });
  await settings.change(site, settingsChange.parse({ brand_voice: { audience: 'People who sew.' } }));
  expect(await settings.get(site)).toMatchObject({
    language: 'de_DE',
    brand_voice: { tone: 'warm', words: ['atelier'], audience: 'People who sew.' },
  });
});

test('a language is a locale and nothing else', () => {
  for (const language of ['en_US', 'de', 'zh-Hant-TW', 'de_DE_formal', null])
    expect(settingsChange.safeParse({ language }).success).toBe(true);
  for (const language of ['<script>', '', 'English, please', 'en_', '\u0000'])
    expect(settingsChange.safeParse({ language }).success).toBe(false);
});

test('the daily cap is taken as GET shows it, or as a bare amount', async () => {
  const settings = build();
  for (const daily_cap of [{ amount: 2.5 }, 2.5]) {
    await settings.change(site, settingsChange.parse({ daily_cap: null }));
    await settings.change(site, settingsChange.parse({ daily_cap }));
    expect((await settings.get(site)).daily_cap).toEqual({ amount: 2.5, currency: 'USD' });
  }
  expect(settingsChange.safeParse({ daily_cap: -1 }).success).toBe(false);
});

test('a refused change changes nothing, whatever else it holds', async () => {
  const settings = build();
  const refused = await settings.change(site, { language: 'fr_FR', providers: { anthropic: { key: 'sk-ant-12345678' } } });
  expect(refused).toMatchObject({ ok: false, error: { code: 'cap_first' } });
  expect((await settings.get(site)).language).toBeNull();
});

test('a provider that is chosen without a key is named as not set up', async () => {
  const settings = build();
  await settings.change(site, { models: { product_copy: { provider: 'anthropic', model: 'claude-sonnet-5-5' } } });
  expect(await settings.routes.forTask(site, 'product_copy')).toMatchObject({
    kind: 'not-configured',
    provider: 'anthropic',
    model: 'claude-sonnet-5-5',
    failure: { message: 'No key for Anthropic is stored.' },
  });
  expect(await settings.change(site, { models: { product_copy: { provider: 'openai', model: null } } })).toMatchObject({ ok: true });
  expect(await settings.change(site, { models: { product_copy: { provider: 'compatible', model: ' ' } } })).toMatchObject({
    ok: false,
    error: { code: 'model_missing' },
  });
});

test('a stored key reaches the model call, and only its end is shown', async () => {
  const settings = build();
  const saved = await settings.change(site, { ...dollars(1), providers: { openai: { key: '  sk-proj-abcdefgh \n' } } });
  expect(saved).toMatchObject({ ok: true, value: { providers: { openai: { hint: 'efgh', added: '2026-11-01T10:00:00.000Z' } } } });
  expect(await settings.routes.forProvider(site, 'openai')).toEqual({
    kind: 'model',
    provider: 'openai',
    model: '',
    key: 'sk-proj-abcdefgh',
    baseUrl: null,
  });
  expect(await settings.change(site, { providers: { openai: { key: 'two words here' } } })).toMatchObject({
    ok: false,
    error: { code: 'key_not_valid' },
  });
});

test('a compatible server needs an address, not a key', async () => {
  const settings = build();
  expect(await settings.change(site, { ...dollars(1), providers: { compatible: { key: 'secret-key-1' } } })).toMatchObject({
    ok: false,
    error: { code: 'base_url_first' },
  });
  await settings.change(site, { providers: { compatible: { base_url: 'http://127.0.0.1:9000/v1/' } } });
  expect(await settings.routes.forProvider(site, 'compatible')).toMatchObject({
    kind: 'model',
    key: null,
    baseUrl: 'http://127.0.0.1:9000/v1',
  });
});

test('a base URL is public https, or of an allow-listed origin to the letter', () => {
  const allowed = new Set(['http://127.0.0.1:9000']);
  for (const url of ['https://models.example.com/v1', 'http://127.0.0.1:9000/v1']) expect(judgeBaseUrl(url, allowed)).toBeNull();
  for (const url of [
    'http://127.0.0.1:9001/v1',
    'https://127.0.0.1:9000/v1',
    'http://models.example.com',
    'ftp://models.example.com',
    'https://192.168.1.4/v1',
    'https://0x7f000001/v1',
    'https://127.1/v1',
    'https://[::ffff:10.0.0.1]/v1',
    'https://ollama/v1',
    'https://models.example.com/v1?key=1',
    'nonsense',
  ]) {
    expect([url, judgeBaseUrl(url, allowed)?.code]).toEqual([url, 'base_url_refused']);
  }
});
