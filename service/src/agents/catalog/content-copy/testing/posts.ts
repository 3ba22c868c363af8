import type { ContentPart, Post } from '../../../../domains/catalogue/contract.ts';

const block = (kind: 'heading' | 'paragraph', text: string): ContentPart[] => {
  const tag = kind === 'heading' ? 'h2' : 'p';
  return [
    { kind: 'fixed', text: `<!-- wp:${kind} -->\n<${tag}>` },
    { kind, text },
    { kind: 'fixed', text: `</${tag}>\n<!-- /wp:${kind} -->\n\n` },
  ];
};

/** Parts as the plugin sends them. */
export const parts = (...blocks: readonly ['heading' | 'paragraph', string][]): ContentPart[] =>
  blocks.flatMap(([kind, text]) => block(kind, text));

/** A post about dyeing, with its title and text and nothing else. */
export const post = (more: Partial<Post> = {}): Post => ({
  id: 31,
  kind: 'post',
  status: 'publish',
  title: 'A day in our dye house',
  url: 'http://shop.test/dye-house',
  excerpt: '',
  parts: parts(
    ['heading', 'Madder and woad'],
    ['paragraph', 'We dye our wool with madder root and <a href="/woad">woad</a> in copper vats. Each vat rests for 3 days.'],
    ['paragraph', 'The house stands by the river Tean, where the water is soft. Visits are welcome on weekdays.'],
  ),
  whole: true,
  seo_title: '',
  seo_description: '',
  categories: ['Journal'],
  tags: [],
  hands_off: false,
  created: '2026-01-01T00:00:00Z',
  modified: '2026-01-01T00:00:00Z',
  ...more,
});
