import { describe, expect, test } from '@jest/globals';
import type { Post } from '../../../domains/catalogue/contract.ts';
import type { AgentContext, AgentOutcome } from '../../runtime/agent.ts';
import { contextFor } from '../../runtime/testing/context.ts';
import type { ContentCopyOptions } from './contract.ts';
import { contentCopy } from './index.ts';
import { parts, post } from './testing/posts.ts';

const run = async (target: Post, options: Partial<ContentCopyOptions> = {}, more: Partial<AgentContext> = {}): Promise<AgentOutcome> => {
  const result = await contentCopy.run({ run: 'r', target, options: { mode: 'fill-empty', ...options } }, contextFor([], more));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const written = (outcome: AgentOutcome): Record<string, unknown> =>
  outcome.kind === 'proposal' ? Object.fromEntries(outcome.changes.map(({ field, after }) => [field, after])) : {};

describe('without a key', () => {
  test('excerpt and SEO texts are the post’s own sentences, with where they stand', async () => {
    const outcome = await run(post());
    expect(written(outcome)).toEqual({
      excerpt:
        'We dye our wool with madder root and woad in copper vats. Each vat rests for 3 days. The house stands by the river Tean, where the water is soft. Visits are welcome on weekdays.',
      seo_title: 'A day in our dye house | Hollin & Quay',
      seo_description:
        'We dye our wool with madder root and woad in copper vats. Each vat rests for 3 days. The house stands by the river Tean, where the water is soft.',
    });
    expect(outcome).toMatchObject({ kind: 'proposal', author: { provider: 'builtin', model: null }, needs: [] });
    expect(outcome).toMatchObject({
      evidence: expect.arrayContaining([
        { label: 'paragraph 1', value: 'Each vat rests for 3 days.', source: 'paragraph' },
        { label: 'title', value: 'A day in our dye house', source: 'title' },
      ]) as unknown,
    });
  });

  test('a title is taken from the first heading, and only where there is none', async () => {
    expect(written(await run(post({ title: '' })))).toMatchObject({
      title: 'Madder and woad',
      seo_title: 'Madder and woad | Hollin & Quay',
    });
    expect(written(await run(post(), { mode: 'improve' }))).not.toHaveProperty('title');
  });

  test('own texts stay; in mode improve only SEO texts that search engines would cut are written anew', async () => {
    const own = {
      excerpt: 'Our own excerpt.',
      seo_title: 'Own '.repeat(20).trim(),
      seo_description: 'Own description of what one sees here, long enough to stay.',
    };
    expect(await run(post(own))).toMatchObject({ kind: 'nothing' });
    expect(written(await run(post(own), { mode: 'improve' }))).toEqual({ seo_title: 'A day in our dye house | Hollin & Quay' });
  });

  test('where the text gives nothing it says what is needed and writes nothing', async () => {
    const outcome = await run(
      post({ title: '', parts: [{ kind: 'fixed', text: '<!-- wp:gallery --><figure></figure><!-- /wp:gallery -->' }] }),
    );
    expect(outcome).toMatchObject({ kind: 'needs' });
    expect(outcome.kind === 'needs' && outcome.needs).toEqual([
      'title: a title, or a heading in the text',
      'excerpt: a paragraph with a whole sentence of at most 220 characters near the beginning',
      'seo_title'.replace('seo_title', 'SEO title: a title'),
      'meta description: a sentence of 50 to 155 characters near the beginning of the text',
    ]);
  });

  test('what cannot be written stands beside what can', async () => {
    const outcome = await run(post({ parts: parts(['paragraph', 'A short line.']) }));
    expect(written(outcome)).toEqual({ seo_title: 'A day in our dye house | Hollin & Quay' });
    expect(outcome).toMatchObject({ needs: [expect.stringMatching(/^excerpt:/), expect.stringMatching(/^meta description:/)] as unknown });
  });

  test('the content is left as it is, and it says what a key adds', async () => {
    const outcome = await run(post(), { mode: 'improve', fields: ['content'] });
    expect(outcome).toMatchObject({ kind: 'needs', message: 'needs: a provider key: without one, the content itself is left as it is.' });
  });

  test('texts from before the blocks are read too, in any language; addresses and shortcodes are passed over', async () => {
    const html =
      '[gallery ids="1"]<h2>Krapp und Waid</h2>\nWir färben unsere Wolle mit Krapp und Waid in kupfernen Kesseln am Fluss. Schreiben Sie an post@shop.test, wenn Sie uns besuchen wollen.\n\n<script>x()</script>Das Haus steht am Wasser.';
    const outcome = await run(post({ title: 'Färben', parts: [{ kind: 'fixed', text: html }] }), {}, { language: 'de_DE' });
    expect(written(outcome)).toMatchObject({
      excerpt: 'Wir färben unsere Wolle mit Krapp und Waid in kupfernen Kesseln am Fluss. Das Haus steht am Wasser.',
    });
  });

  test('a post marked “hands off” gets nothing', async () => {
    expect(await run(post({ hands_off: true }))).toMatchObject({
      kind: 'nothing',
      message: expect.stringContaining('hands off') as unknown,
    });
  });

  test('sentences with words that the brand avoids are not taken', async () => {
    const outcome = await run(post(), {}, { brandVoice: { tone: 'warm', words: [], avoid: ['copper'], audience: '', note: '' } });
    expect(JSON.stringify(written(outcome))).not.toContain('copper');
  });
});
