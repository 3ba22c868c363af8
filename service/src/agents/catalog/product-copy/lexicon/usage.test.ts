import { expect, test } from '@jest/globals';
import { unsupportedTerms } from '../../../runtime/product-facts/claims.ts';
import { usage } from './usage.ts';

const lines = Object.entries(usage).flatMap(([family, all]) => all.map((line) => ({ family, ...line })));

test('no line says anything of material, colour, origin, care, fit, length or size, and none praises', () => {
  const said = lines.flatMap(({ family, text }) => unsupportedTerms(text, '').map((hit) => `${family}: ${hit.term} in “${text}”`));
  expect(said).toEqual([]);
});

test('every tone has lines for every family, but for pieces of which one says no more than the facts', () => {
  for (const family of Object.keys(usage).filter((name) => name !== 'other')) {
    for (const tone of ['w', 'p', 'r', 'y']) {
      const own = lines.filter((line) => line.family === family && !line.only && (line.tones === undefined || line.tones.includes(tone)));
      expect([family, tone, own.length > 0]).toEqual([family, tone, true]);
    }
  }
});

test('no line stands twice', () => {
  expect(new Set(lines.map((line) => line.text)).size).toBe(lines.length);
});
