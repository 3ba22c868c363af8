import { expect, test } from '@jest/globals';
import { cleanValue, isEmpty } from './sanitise.ts';

test('H4 scripts, handlers, links, blocks and shortcodes of an answer are inert in a description', () => {
  const attacks: [string, string][] = [
    ['<p>Linen.</p><script>alert(1)</script>', '<p>Linen.</p>'],
    ['<script>alert(1)', ''],
    ['<img src=x onerror=alert(1)>Linen', 'Linen'],
    ['<p onclick="alert(1)">Linen</p>', '<p>Linen</p>'],
    ['<a href="javascript:alert(1)">Linen</a>', 'Linen'],
    ['<blockquote cite="\njavascript:alert(1)">Linen</blockquote>', '<blockquote>Linen</blockquote>'],
    ['<!-- wp:html --><b>Linen</b><!-- /wp:html -->', '<b>Linen</b>'],
    ['<!-- wp:html', ''],
    ['[gallery ids="1"]', '&#91;gallery ids="1"&#93;'],
    ['<scr<script></script>ipt>alert(1)</script>', 'alert(1)'],
    ['<svg/onload=alert(1)>Linen', ''],
    ['<style>p{}</style>Linen <iframe src="x"></iframe>', 'Linen'],
    ['\u0001script\u0002alert(1)', 'scriptalert(1)'],
    ['a < b & c > d', 'a &lt; b & c &gt; d'],
    ['<p', ''],
  ];
  for (const [given, wanted] of attacks) expect([given, cleanValue('description', given)]).toEqual([given, wanted]);
});

test('H4 a one-line field holds no mark-up, no shortcode and no line break', () => {
  expect(cleanValue('title', '<b>Linen</b>\n dress [shop] <script>x</script>\u202e')).toBe('Linen dress (shop)');
  expect(cleanValue('seo_description', '1 < 2 dresses')).toBe('1 ‹ 2 dresses');
  expect(cleanValue('image_alt.7', '"><svg onload=alert(1)>A linen dress')).toBe('">');
});

test('lists hold clean, different names; what is not of the type of its field is refused', () => {
  expect(cleanValue('tags', ['Linen', 'linen ', '<b>Summer</b>', ''])).toEqual(['linen', 'Summer']);
  expect(cleanValue('attributes.material', 'Linen')).toBeNull();
  expect(cleanValue('tags', ['a', 1])).toBeNull();
  expect(cleanValue('title', ['Linen'])).toBeNull();
  expect(cleanValue('title', null)).toBeNull();
});

test('a text of mark-up only is empty', () => {
  expect(['', ' ', '<p>&nbsp;</p>', '<br>'].map((text) => isEmpty(text))).toEqual([true, true, true, true]);
  expect([isEmpty('<p>a</p>'), isEmpty([]), isEmpty(['a'])]).toEqual([false, true, false]);
});
