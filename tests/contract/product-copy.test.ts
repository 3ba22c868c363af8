import { describe, expect, test } from '@jest/globals';
import type { Product } from '../../service/src/domains/catalogue/contract.ts';
import { productField } from '../../service/src/domains/catalogue/contract.ts';
import { productCopy } from '../../service/src/agents/catalog/product-copy/index.ts';
import { contextFor, proposalOf, runOn, valueOf, voice } from '../../service/src/agents/catalog/product-copy/testing/context.ts';
import { product } from '../../service/src/agents/catalog/product-copy/testing/products.ts';
import { sampleProducts } from '../fakes/sample-products.ts';

const sample = sampleProducts();
const context = contextFor(sample);
const named = (sku: string): Product => {
  const found = sample.find((one) => one.sku === sku);
  if (!found) throw new Error(`The sample catalogue has no ${sku}.`);
  return found;
};

const linenShirt = (more: Partial<Product> = {}): Product =>
  product({
    id: 7,
    title: 'Ardal Linen Shirt',
    attributes: { material: ['Linen'], colour: ['White'], size: ['S', 'M', 'L'], fit: ['Relaxed'], care: ['Machine wash at 30 °C'] },
    attribute_names: { material: 'Material', colour: 'Colour', size: 'Size', fit: 'Fit', care: 'Care' },
    ...more,
  });

const run = (target: Product, options: Parameters<typeof runOn>[2] = {}, more: Parameters<typeof contextFor>[1] = {}) =>
  runOn(target, contextFor([target], more), options);

describe('what is written', () => {
  test('a piece with facts and no texts gets all of them, each fact with the field it came from', async () => {
    const outcome = proposalOf(await runOn(named('HQ-W-DRS-02'), context, { mode: 'improve' }));
    expect(outcome.changes.map((change) => change.field)).toEqual([
      'short_description',
      'description',
      'seo_title',
      'seo_description',
      'tags',
      'image_alt.1020',
    ]);
    expect(outcome.evidence).toContainEqual({ label: 'Material', value: 'Linen', source: 'attributes.material' });
    expect(outcome.evidence).toContainEqual({ label: 'Kind of piece', value: 'shirt dress', source: 'title' });
    expect(outcome.author).toEqual({ provider: 'builtin', model: null });
    expect(outcome.cost).toEqual({ amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } });
    for (const { field } of outcome.changes) expect(productField.safeParse(field).success && productCopy.allows(field)).toBe(true);
  });

  test('a piece with nothing but a name gets needs that begin with material and length, and never a text', async () => {
    const outcome = await runOn(named('HQ-X-001'), context, { mode: 'improve' });
    expect(outcome).toMatchObject({ kind: 'needs', needs: ['material', 'length', 'color', 'size', 'fit'] });
    expect(outcome.kind === 'needs' && outcome.message).toMatch(/^needs: material, length/);
  });

  test('filler counts as empty and its words are never used', async () => {
    const outcome = await runOn(named('HQ-K-BEA-01'), context);
    expect(String(valueOf(outcome, 'description'))).toContain('lambswool');
    expect(JSON.stringify(outcome)).not.toMatch(/pellentesque|simple product/i);
  });

  test('facts that only the owner’s texts state are proposed as attributes, under the slug that the shop uses', async () => {
    const outcome = await runOn(named('HQ-A-SCA-01'), context);
    expect(valueOf(outcome, 'attributes.material')).toEqual(['Silk']);
    expect(valueOf(outcome, 'attributes.colour')).toEqual(['Blue', 'White']);
    expect(valueOf(outcome, 'attributes.care')).toEqual(['Dry clean only']);
  });

  test('an attribute that makes variations, or that is filled, is never proposed', async () => {
    for (const target of sample) {
      const outcome = await runOn(target, context, { mode: 'improve' });
      const slugs =
        outcome.kind === 'proposal'
          ? outcome.changes.flatMap(({ field }) => (field.startsWith('attributes.') ? [field.slice(11)] : []))
          : [];
      for (const slug of slugs) {
        expect(target.variation_attributes).not.toContain(slug);
        expect(target.attributes[slug] ?? []).toEqual([]);
      }
    }
  });

  test('titles are tidied and never invented', async () => {
    expect(valueOf(await runOn(named('HQ-W-BLS-01'), context, { mode: 'improve' }), 'title')).toBe('Noor Blouse');
    expect(valueOf(await runOn(named('HQ-S-TRA-01'), context, { mode: 'improve' }), 'title')).toBe('Court Low Trainers');
    expect(valueOf(await run(linenShirt({ title: 'Ardal', categories: ['Shirts'] }), { mode: 'improve' }), 'title')).toBe('Ardal Shirt');
    expect(valueOf(await runOn(named('HQ-W-DRS-02'), context, { mode: 'improve' }), 'title')).toBeUndefined();
  });
});

describe('what is left alone', () => {
  test('a piece marked “hands off” gets nothing', async () => {
    expect((await runOn(named('HQ-M-COA-02'), context, { mode: 'improve' })).kind).toBe('nothing');
  });

  test('fill-empty never touches a text that the owner wrote, nor a title', async () => {
    const target = linenShirt({
      title: 'ardal LINEN shirt',
      short_description: 'Linen.',
      description: '<p>Our own.</p>',
      seo_title: 'Own',
      tags: ['own'],
    });
    const outcome = proposalOf(await run(target));
    expect(outcome.changes.map((change) => change.field)).toEqual(['seo_description']);
  });

  test('improve keeps good words of the owner byte for byte and adds the facts they leave out', async () => {
    const target = named('HQ-M-COA-01');
    const after = String(valueOf(await runOn(target, context, { mode: 'improve' }), 'description'));
    expect(after.startsWith(`${target.description}\n<ul><li>`)).toBe(true);
  });

  test('improve keeps a few words out of a pasted page, without its styles and scripts', async () => {
    const description = '<script>window.x = "wool";</script><p style="color:red">Ours since 1998 &amp; still <span>loved</span>.</p>\r\n\n';
    const after = String(valueOf(await run(linenShirt({ description }), { mode: 'improve' }), 'description'));
    expect(after).toMatch(/^<p>Ours since 1998 &amp; still loved\.<\/p>\n<p>/);
    expect(after).not.toMatch(/script|style|span|window/);
    expect(after.split(/\s+/).length).toBeGreaterThanOrEqual(40);
    expect(
      valueOf(await run(linenShirt({ description: `${description}<iframe src="x"></iframe>` }), { mode: 'improve' }), 'description'),
    ).toBeUndefined();
  });

  test('a description with blocks or shortcodes in it is not added to', async () => {
    const words = 'A shirt we like, and have liked for years. '.repeat(8);
    for (const description of [`<!-- wp:paragraph --><p>${words}</p><!-- /wp:paragraph -->`, `<p>${words} [gallery ids="1"]</p>`]) {
      expect(valueOf(await run(linenShirt({ description }), { mode: 'improve' }), 'description')).toBeUndefined();
    }
  });

  test('only the fields that were asked for are written', async () => {
    const outcome = proposalOf(await run(linenShirt(), { fields: ['seo_title', 'image_alt'] }));
    expect(outcome.changes.map((change) => change.field)).toEqual(['seo_title']);
  });

  test('where an attribute and a text contradict each other, neither is used and the owner is asked', async () => {
    const outcome = proposalOf(await runOn(named('HQ-K-CAR-01'), context, { mode: 'improve' }));
    expect(outcome.needs).toEqual(['material (the attribute says “Cotton”, the text says “wool”: which is true?)']);
    expect(JSON.stringify(outcome.changes)).not.toMatch(/wool|cotton/i);
  });
});

describe('language and voice', () => {
  test('for a shop in another language it says so and writes nothing', async () => {
    const outcome = await run(linenShirt(), { mode: 'improve' }, { language: 'fr_FR' });
    expect(outcome).toMatchObject({ kind: 'needs' });
    expect(outcome.kind === 'needs' && outcome.message).toMatch(/English only.*fr_FR.*Nothing was written/);
  });

  test('a word to avoid stands in no text, even when it is a fact', async () => {
    const avoid = ['linen', 'weekend', 'relaxed', 'care', 'it'];
    const outcome = proposalOf(await run(linenShirt({ title: 'Ardal Shirt' }), { mode: 'improve' }, { brandVoice: { ...voice, avoid } }));
    for (const { after } of outcome.changes) expect(String(after)).not.toMatch(/\b(?:linen|weekend|relaxed|care|it)\b/i);
  });

  test('words that the brand likes are preferred where they are true', async () => {
    const word = 'drawer';
    const liked = await run(linenShirt(), { fields: ['description'] }, { brandVoice: { ...voice, words: [word] } });
    expect(String(valueOf(liked, 'description'))).toContain(word);
  });

  test('tones speak differently of the same facts', async () => {
    const texts = await Promise.all(
      (['warm', 'plain', 'refined', 'playful'] as const).map(async (tone) =>
        String(valueOf(await run(linenShirt(), {}, { brandVoice: { ...voice, tone } }), 'description')),
      ),
    );
    expect(new Set(texts).size).toBeGreaterThanOrEqual(3);
    for (const text of texts) expect(text).toContain('linen');
  });
});
