import { describe, expect, test } from '@jest/globals';
import { createCleaner, createLeakGuard } from './cleaner.ts';

const clean = (text: string, size: number): string => {
  const cleaner = createCleaner();
  let out = '';
  for (let at = 0; at < text.length; at += size) out += cleaner.push(text.slice(at, at + size));
  return out + cleaner.end();
};

describe('H4 what a model writes comes out inert', () => {
  test.each([
    ['a <script>alert(1)</script>b', 'a b'],
    ['<img src=x onerror="alert(1)">words', 'words'],
    ['<b>bold</b> and <i>it</i>', 'bold and it'],
    ['x <!-- wp:html --><p>y</p><!-- /wp:html --> z', 'x y z'],
    ['[gallery ids="1"] stays', '(gallery ids="1") stays'],
    ['3 < 4 and 5 > 2', '3 ‹ 4 and 5 › 2'],
    ['<script>never closed', ''],
    ['<!-- never closed', ''],
    ['ends with <', 'ends with ‹'],
    ['<scr<script>ipt>alert(1)</script>', 'ipt›alert(1)'],
    ['a\u202eb\u200bc', 'abc'],
    ['<style>p{}</style ><svg onload=1><a></a></svg>k', 'k'],
  ])('%s', (text, wanted) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(clean(text, size)).toBe(wanted);
  });

  test('a bracket that no tag follows is words in the end', () => expect(clean(`<a ${'x'.repeat(5000)}`, 1000)).not.toContain('<'));

  test('words before a tag that is still open are handed on at once', () =>
    expect(createCleaner().push('Two pockets <b')).toBe('Two pockets '));
});

describe('H6 a secret in pieces', () => {
  test.each([1, 2, 5, 100])('is found in pieces of %d, and no part of it is handed on', (size) => {
    const guard = createLeakGuard('KX4-SECRET');
    const text = 'Rules: KX4-SECRET and more';
    let out = '';
    for (let at = 0; at < text.length; at += size) {
      const words = guard.push(text.slice(at, at + size));
      if (words === null) return expect('Rules: ').toContain(out);
      out += words;
    }
    throw new Error('It was not found.');
  });
  test('what only begins like it is handed on', () => {
    const guard = createLeakGuard('KX4-SECRET');
    expect(`${guard.push('a KX4')}${guard.push(' b KX')}${guard.end()}`).toBe('a KX4 b KX');
  });
});
