import { describe, expect, test } from '@jest/globals';
import type { ContentPart } from '../../domains/catalogue/contract.ts';
import { joinParts, keepsBlocks, passageProblem, withPassages } from './content-parts.ts';

const parts: ContentPart[] = [
  { kind: 'fixed', text: '<!-- wp:heading -->\n<h2>' },
  { kind: 'heading', text: 'How we dye' },
  { kind: 'fixed', text: '</h2>\n<!-- /wp:heading -->\n[gallery ids="1"]\n<!-- wp:paragraph -->\n<p>' },
  { kind: 'paragraph', text: 'With <a href="/madder">madder</a> and woad.' },
  { kind: 'fixed', text: '</p>\n<!-- /wp:paragraph -->' },
];

test('new words stand in their passages, and everything else stays', () => {
  const content = withPassages(parts, new Map([[1, 'How we dye our wool']]));
  expect(content).toBe(joinParts(parts).replace('How we dye', 'How we dye our wool'));
  expect(keepsBlocks(parts, content!)).toBe(true);
  expect(keepsBlocks(parts, joinParts(parts))).toBe(true);
});

test('what is fixed takes no words', () => {
  expect(withPassages(parts, new Map([[2, 'x']]))).toBeNull();
  expect(withPassages(parts, new Map([[9, 'x']]))).toBeNull();
});

test.each([
  ['a block more', (all: string) => `${all}<!-- wp:html --><b>x</b><!-- /wp:html -->`],
  ['a shortcode changed', (all: string) => all.replace('ids="1"', 'ids="2"')],
  ['an attribute more', (all: string) => all.replace('<h2>', '<h2 onclick="x()">')],
  ['a script in a passage', (all: string) => all.replace('How we dye', 'How <script>x</script>')],
  ['a link elsewhere', (all: string) => all.replace('/madder', 'javascript:x')],
  ['a passage more', (all: string) => all.replace('</h2>', '</h2><p>x</p>')],
])('H4 content with %s is not the same blocks', (_name, change) => {
  const content = change(joinParts(parts));
  expect(content).not.toBe(joinParts(parts));
  expect(keepsBlocks(parts, content)).toBe(false);
});

describe('H4 words that cannot stand in a passage', () => {
  test.each([
    ['Dye <img src=x onerror=alert(1)>', 'tags other than'],
    ['Dye <!-- wp:html -->', 'comment'],
    ['Dye [delete_post]', 'square brackets'],
    ['Dye &#91;x&#93;', 'square brackets'],
    ['Dye <strong>well', 'not closed'],
    ['<br>', 'no words'],
    ['Dye < 5', 'stray'],
  ])('%s', (text, why) => {
    expect(passageProblem(text, 'How we dye')).toContain(why);
  });

  test('a link of the author’s stays to the letter', () => {
    const original = parts[3]!.text;
    expect(passageProblem('Woad and <a href="/madder">madder root</a>.', original)).toBeNull();
    expect(passageProblem('Woad and madder.', original)).toContain('links must all stay');
    expect(passageProblem('<a href="/other">Woad</a> and <a href="/madder">madder</a>.', original)).toContain('tags other than');
  });
});
