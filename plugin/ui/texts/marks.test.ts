import { describe, expect, test } from '@jest/globals';
import { htmlOf, linesOf, piecesOf } from './marks.ts';

describe('the pieces of a text', () => {
  test('are paragraphs, headings and lists', () =>
    expect(piecesOf('One\ntwo\n\n## Three\nFour\n- five\n- six\n  more\n\n1. seven\n2) eight')).toEqual([
      { kind: 'paragraph', text: 'One\ntwo' },
      { kind: 'heading', level: 2, text: 'Three' },
      { kind: 'paragraph', text: 'Four' },
      { kind: 'list', ordered: false, items: ['five', 'six more'] },
      { kind: 'list', ordered: true, items: ['seven', 'eight'] },
    ]));
  test('leave out rules and code fences; the title’s own level is not taken', () =>
    expect(piecesOf('```\n# One\n---\n```')).toEqual([{ kind: 'heading', level: 2, text: 'One' }]));
});

describe('H4 the words of a text as HTML', () => {
  test('are strong, emphasised, broken into lines, and nothing else', () =>
    expect(htmlOf('a **b** *c* & "d"\ne')).toBe('a <strong>b</strong> <em>c</em> &amp; &quot;d&quot;<br>e'));
  test('can be no tag, shortcode or block', () =>
    expect(htmlOf('<img onerror=x> [gallery] <!-- wp:html --> **<script>**')).not.toMatch(/<(?!\/?strong>|br>)|\[|\]/));
  test('keep stars that mark nothing', () => expect(htmlOf('2 * 3 * 4')).toBe('2 * 3 * 4'));
});

test('suggestions lose their marks', () => expect(linesOf('- **One**\n2. Two\n\n## “Three”')).toEqual(['One', 'Two', 'Three']));
