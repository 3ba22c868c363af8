import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listPrices } from './prices.ts';
import { findProviderModules, loadProviders } from './registry.ts';
import { defaultLimits } from './watch.ts';

const about = (name: string, more = {}) => ({
  ...{ name, title: 'Example', label: 'Example', needs: 'key', usualModel: 'example-1', account: null, prices: null },
  ...more,
});
const request = { model: 'example-1', system: '', prompt: 'Say: ready', schema: null, maxOutputTokens: 8 };
const options = { key: 'sk-example', baseUrl: null, fetch, limits: defaultLimits };
const signal = new AbortController().signal;
const logged: object[] = [];
const note = (fields: object): void => void logged.push(fields);
const logger = { debug: note, info: note, warn: note, error: note };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-providers-'));
  logged.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

function add(name: string, contract: string, index: string): void {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, 'contract.ts'), contract);
  writeFileSync(path.join(folder, name, 'index.ts'), index);
}

const answering = `export const createProvider = ({ key }) => {
  const stream = async ({ model }) => ({ ok: true, value: { text: key, usage: null, model, finish: 'stop' } });
  return { name: 'example', stream, complete: (request, signal) => stream(request, signal) };
};`;

test('a provider is one folder: its name, texts and prices are known from it, and it is called', async () => {
  const prices = { asOf: '2026-01-02', source: 'https://example.com/prices', models: { 'example-1': { input: 1, output: 2 } } };
  add('example', `export const about = ${JSON.stringify(about('example', { prices }))};`, answering);
  const providers = await loadProviders(await findProviderModules(folder), logger);
  expect(providers.list()).toMatchObject([{ name: 'example', title: 'Example', usualModel: 'example-1' }]);
  expect(listPrices(providers.list())).toMatchObject({ asOf: '2026-01-02', sources: ['https://example.com/prices'] });
  expect(listPrices(providers.list()).find('example', 'example-1')).toEqual({ input: 1, output: 2 });
  const answer = await providers.create('example', options).complete(request, signal);
  expect(answer).toMatchObject({ ok: true, value: { text: 'sk-example', model: 'example-1' } });
});

test('a provider that says nonsense of itself is not offered, and the others are', async () => {
  add('example', `export const about = ${JSON.stringify(about('example'))};`, answering);
  add('other', `export const about = ${JSON.stringify(about('example'))};`, answering);
  add('builtin', `export const about = ${JSON.stringify(about('builtin'))};`, answering);
  add('broken', 'throw new Error("no such file");', answering);
  const providers = await loadProviders(await findProviderModules(folder), logger);
  expect(providers.list().map(({ name }) => name)).toEqual(['example']);
  expect(logged).toMatchObject([
    { provider: 'broken' },
    { provider: 'builtin' },
    { provider: 'other', err: expect.stringContaining('the same') },
  ]);
});

test('a wire that cannot be loaded fails its calls with the reason and the next step', async () => {
  add('example', `export const about = ${JSON.stringify(about('example'))};`, 'export const other = 1;');
  const providers = await loadProviders(await findProviderModules(folder), logger);
  for (const name of ['example', 'gone', 'constructor'])
    expect(await providers.create(name, options).complete(request, signal)).toMatchObject({
      ok: false,
      error: { code: 'unavailable', retryable: false, charge: 'none', next: expect.stringContaining('Settings') },
    });
});
