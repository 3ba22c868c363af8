import { expect, test } from '@jest/globals';
import { blockDiff, innerOf, withInner, wordsAt } from './blocks.ts';

const content = [
  '<!-- wp:heading {"level":3} -->\n<h3 class="wp-block-heading">How we dye</h3>\n<!-- /wp:heading -->',
  '<!-- wp:acme/box -->\n<div>Of another plugin</div>\n<!-- /wp:acme/box -->',
  '<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>Wash cold<!-- wp:list --><ul><!-- wp:list-item --><li>Dry</li><!-- /wp:list-item --></ul><!-- /wp:list --></li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->',
].join('\n\n');

test('only the blocks whose words differ are told, by their names', () => {
  const diff = blockDiff(content, content.replace('How we dye', 'How we dye wool').replace('Wash cold', 'Wash it cold'));
  expect(diff?.changes.map(({ name, before, after }) => [name, innerOf(before), innerOf(after)])).toEqual([
    ['heading', 'How we dye', 'How we dye wool'],
    ['list-item', 'Wash cold', 'Wash it cold'],
  ]);
  expect(diff?.same).toBe(2);
});

test('other blocks, or none, have no block by block comparison', () => {
  expect(blockDiff(content, content.replace('"level":3', '"level":2'))).toBeNull();
  expect(blockDiff(content, `${content}<!-- wp:spacer /-->`)).toBeNull();
  expect(blockDiff('<p>One</p>', '<p>Two</p>')).toBeNull();
});

test('words are put back into their own element, dollar signs and all', () => {
  const place = blockDiff(content, content.replace('How we dye', 'x'))!.changes[0]!.place;
  const edited = withInner(content, place, 'Costs $1 & $&');
  expect(wordsAt(edited, place)).toBe('Costs $1 & $&');
  expect(edited).toBe(content.replace('How we dye', () => 'Costs $1 & $&'));
});
