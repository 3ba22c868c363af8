import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { frugal } from '../launcher/companion.ts';
import { repository } from '../launcher/software.ts';
import { asciiOnly } from './bundle.ts';

test('the source text is ASCII only, and its regular expressions mean what they meant', () => {
  const source = '/^[×€]+[.…]$|[😀-😂]/u';
  const escaped = asciiOnly(source);
  expect(escaped).toMatch(/^[ -~]+$/);
  const read = (text: string) => new RegExp(text.slice(1, -2), 'u');
  for (const word of ['×€…', '€.', '😁']) expect([word, read(escaped).test(word)]).toEqual([word, true]);
  for (const word of ['x.', '×', '😃']) expect([word, read(escaped).test(word)]).toEqual([word, false]);
});

test.each(['devskyy.service', 'Dockerfile'])('docs/deploy/%s starts Node as frugally as npm start does', (name) => {
  const text = readFileSync(path.join(repository, 'docs/deploy', name), 'utf8');
  for (const word of [...frugal.args, ...Object.entries(frugal.env).map(([key, value]) => `${key}=${value}`)]) expect(text).toContain(word);
});
