import { expect, test } from '@jest/globals';
import { createMemoryTroubles, noMetrics } from '../../../tests/fakes/intelligence.ts';
import { createMemoryLedger } from '../../../tests/fakes/ledger.ts';
import { ourProviders } from '../../../tests/fakes/providers.ts';
import { startWire } from '../../../tests/fakes/wire.ts';
import { z } from 'zod';
import { systemClock } from '../kernel/world.ts';
import { createIntelligence } from './index.ts';
import { hasStandIn, redact } from './redaction.ts';

const providers = await ourProviders();

const ask = (prompt: string) => redact({ model: 'm', system: 'Write.', prompt, schema: null, maxOutputTokens: 10 });

test.each([
  ['an e-mail address', 'Write to Zoë.O-Neil+shop@mail.hollin-quay.example today', 'Zoë.O-Neil+shop@mail.hollin-quay.example'],
  ['an IBAN', 'Pay to DE89 3704 0044 0532 0130 00 please', 'DE89 3704 0044 0532 0130 00'],
  ['an IBAN without blanks', 'GB82WEST12345698765432', 'GB82WEST12345698765432'],
  ['a card number', 'card 4111 1111 1111 1111 exp', '4111 1111 1111 1111'],
  ['a phone number', 'ring +44 (0)20 7946-0018.', '+44 (0)20 7946-0018'],
  ['a national phone number that is called one', 'Tel.: 020 7946 0018', '020 7946 0018'],
  ['an order number', 'about my order no. 10023-7, thanks', '10023-7'],
  ['an order number in another language', 'Bestellung Nr. 88123', '88123'],
])('H7 %s is kept back, and put back into the answer', (_name, prompt, detail) => {
  const { request, kept, restore } = ask(prompt);
  expect(request.prompt).not.toContain(detail);
  expect(request.prompt).toMatch(/\[\[[a-z]+-1\]\]/);
  expect(Object.values(kept)).toEqual([1]);
  expect(restore(request.prompt)).toBe(prompt);
  expect(request.system).toContain('kept back');
});

test.each([
  ['sizes, weights and prices', 'S, M, L; 240 g/m2; 38 x 42 cm; 120,00 EUR; EU 36-44'],
  ['article numbers', 'SKU HQ-10023, EAN 4006381333931, ref. 2026/11'],
  ['a number of the length of a card that is none', '4111 1111 1111 1112'],
  ['a text with the letters of an IBAN that does not add up', 'GB82 WEST 1234 5698 7654 33'],
  ['years and dates', 'Made since 1987, launched on 2026-11-23 at 10:30'],
])('H7 %s stay as they are', (_name, prompt) => {
  const { request, kept } = ask(prompt);
  expect(request).toMatchObject({ prompt, system: 'Write.' });
  expect(kept).toEqual({});
});

test.each([
  ['letters', 'x'.repeat(250_000)],
  ['letters of a language without blanks', '连衣裙'.repeat(27_000)],
  ['blanks after a word that may lead to a number', `order${' '.repeat(250_000)}`],
  ['what may begin an address', 'a@'.repeat(125_000)],
])('H7 a long run of %s is looked through and left as it is', (_name, prompt) => {
  expect(ask(prompt).kept).toEqual({});
});

test('H7 the same detail has the same mark, others have others; a mark of the model’s own is seen', () => {
  const { request, restore } = ask('a@b.example, c@d.example, a@b.example');
  expect(request.prompt).toBe('[[email-1]], [[email-2]], [[email-1]]');
  expect(restore('[[email-2]] [[email-9]]')).toBe('c@d.example [[email-9]]');
  expect(hasStandIn('[[email-9]]')).toBe(true);
});

test('H7 a mark that is split between two pieces of a stream is put back whole', () => {
  const { restoring } = ask('Write to a@b.example');
  for (const pieces of [['To [', '[ema', 'il-1]', '] now'], ['To [[email-1]] now'], ['To ', '[[email-1]', '] ', 'now']]) {
    const told: string[] = [];
    const words = restoring((piece) => told.push(piece));
    for (const piece of pieces) words.push(piece);
    words.end();
    expect(told.join('')).toBe('To a@b.example now');
    expect(told.every((piece) => !piece.includes('[['))).toBe(true);
  }
  const told: string[] = [];
  const words = restoring((piece) => told.push(piece));
  for (const piece of ['a [[', 'not one of ours, and long enough', ' [']) words.push(piece);
  words.end();
  expect(told.join('')).toBe('a [[not one of ours, and long enough [');
});

test.each(providers.list().map(({ name }) => name))(
  'H7 nothing personal of a text reaches %s, and the answer has it again',
  async (provider) => {
    const details = ['ada@hollin.example', 'GB82 WEST 1234 5698 7654 32', '+44 20 7946 0018', '4111 1111 1111 1111'];
    const wire = await startWire({
      answer: ({ prompt, schema }) =>
        schema ? { text: /\[\[email-\d\]\]/.exec(prompt)?.[0] } : (/\[\[phone-\d\]\]/.exec(prompt)?.[0] ?? ''),
    });
    const baseUrl = provider === 'anthropic' ? wire.url : `${wire.url}/v1`;
    const route = { kind: 'model' as const, provider, model: 'm', key: 'sk-x', baseUrl };
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    const intelligence = createIntelligence({
      providers,
      routes: { forTask: async () => route, forProvider: async () => route },
      ...{ ledger: createMemoryLedger(), clock: systemClock, logger, fetch, metrics: noMetrics, troubles: createMemoryTroubles() },
    });
    const signal = new AbortController().signal;
    const writer = await intelligence.createWriter({ site: 's', run: 'r', target: '1', agent: 'a', taskType: 'product_copy', signal });
    const prompt = `Customer wrote: ${details.join(', ')}, order #77120`;
    const written = await writer.write({ system: 'Write.', prompt, schema: z.object({ text: z.string() }), schemaName: 'x' });
    expect(written).toMatchObject({ ok: true, value: { value: { text: details[0] } } });
    const told: string[] = [];
    const streamed = await writer.stream({ system: 'Write.', prompt, onText: (piece) => told.push(piece) });
    expect(streamed).toMatchObject({ ok: true, value: { text: details[2] } });
    expect(told.join('')).toBe(details[2]);
    const sent = JSON.stringify(wire.requests.map(({ body }) => body));
    for (const detail of [...details, '77120']) expect(sent).not.toContain(detail);
    await wire.close();
  },
);
