import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Product } from '../../service/src/domains/catalogue/contract.ts';
import { dataText, unsupportedTerms } from '../../service/src/agents/runtime/product-facts/claims.ts';
import { type Masking, overlap, sequences } from '../../service/src/agents/runtime/product-facts/overlap.ts';
import { wordCount } from '../../service/src/agents/runtime/product-facts/text.ts';
import { contextFor, runOn, site, voice } from '../../service/src/agents/catalog/product-copy/testing/context.ts';
import { sampleProducts } from '../fakes/sample-products.ts';
import { readWooCsv } from '../fakes/woo-csv.ts';

interface Written {
  product: Product;
  field: string;
  text: string;
}

interface Figures {
  written: Written[];
  proposals: number;
  kinds: Map<number, string>;
}

const tones = ['warm', 'plain', 'refined', 'playful'] as const;

const improve = async (catalogue: readonly Product[], tone: (typeof tones)[number] = 'warm'): Promise<Figures> => {
  const context = contextFor(catalogue, { brandVoice: { ...voice, tone } });
  const figures: Figures = { written: [], proposals: 0, kinds: new Map() };
  for (const product of catalogue) {
    const outcome = await runOn(product, context, { mode: 'improve' });
    figures.kinds.set(product.id, outcome.kind);
    if (outcome.kind !== 'proposal') continue;
    figures.proposals += 1;
    for (const { field, after } of outcome.changes)
      figures.written.push({ product, field, text: Array.isArray(after) ? after.join(', ') : after });
  }
  return figures;
};

const descriptions = (figures: Figures): Written[] => figures.written.filter((one) => one.field === 'description');

const nearest = (texts: readonly Written[]): number => {
  const maskings: Masking[] = ['keep', 'mask', 'drop'];
  const pairs = texts.flatMap((one, index) => texts.slice(0, index).map((other): [Written, Written] => [one, other]));
  const shares = pairs.flatMap(([one, other]) =>
    maskings.map((masking) =>
      overlap(sequences(one.text, one.product.title, masking), sequences(other.text, other.product.title, masking)),
    ),
  );
  return Math.max(0, ...shares);
};

const invented = (figures: Figures): string[] =>
  figures.written.flatMap(({ product, field, text }) =>
    unsupportedTerms(text.replaceAll(site.name, ' '), dataText(product)).map(
      (hit) => `${product.title}, ${field}: ${hit.term} (${hit.list})`,
    ),
  );

describe.each(tones)('on the sample catalogue, mode improve, tone %s', (tone) => {
  test('at least 20 pieces get a proposal and at least 16 a description of 40 words or more', async () => {
    const figures = await improve(sampleProducts(), tone);
    expect(figures.proposals).toBeGreaterThanOrEqual(20);
    expect(descriptions(figures).filter((one) => wordCount(one.text) >= 40).length).toBeGreaterThanOrEqual(16);
  });

  test('no two descriptions share 40 % of their distinct 5-word sequences', async () => {
    expect(nearest(descriptions(await improve(sampleProducts(), tone)))).toBeLessThan(0.4);
  });

  test('every term of the closed lists and every number stands in the product’s data', async () => {
    expect(invented(await improve(sampleProducts(), tone))).toEqual([]);
  });
});

test('each search title has at most 60 characters, each search description 70 to 155, each alt text at most 125 and is its own', async () => {
  const { written } = await improve(sampleProducts());
  for (const { field, text, product } of written) {
    if (field === 'seo_title') expect(text.length).toBeLessThanOrEqual(60);
    if (field === 'seo_description') expect([product.title, text.length >= 70 && text.length <= 155]).toEqual([product.title, true]);
    if (field.startsWith('image_alt')) {
      expect(text.length).toBeLessThanOrEqual(125);
      expect(text).not.toMatch(/^(?:image|picture|photo) of/i);
    }
  }
  const alts = written.filter((one) => one.field.startsWith('image_alt')).map((one) => `${one.product.id} ${one.text}`);
  expect(new Set(alts).size).toBe(alts.length);
});

test('the same catalogue gives the same words, whatever the order of the pieces and of the runs', async () => {
  const first = await improve(sampleProducts());
  const second = await improve([...sampleProducts()].reverse());
  const sorted = (figures: Figures): string[] => figures.written.map((one) => `${one.product.id} ${one.field} ${one.text}`).sort();
  expect(sorted(second)).toEqual(sorted(first));
});

test('a second run over what was approved has no description to propose', async () => {
  const catalogue = sampleProducts();
  const { written } = await improve(catalogue);
  const approved = catalogue.map((product): Product => {
    const texts = written.filter(
      (one) => one.product.id === product.id && /^(?:title|(?:short_|seo_)?description|seo_title)$/.test(one.field),
    );
    return { ...product, ...Object.fromEntries(texts.map((one) => [one.field, one.text])) };
  });
  const again = await improve(approved);
  expect(descriptions(again).map((one) => one.product.title)).toEqual([]);
});

/** Beside the clone, where the project's shared data lie. */
const folder = path.resolve(import.meta.dirname, '../../../shared/data/woo-samples');
const files = ['sample_products.csv', 'experimental_fashion_sample_9_products.csv'].map((name) => path.join(folder, name));
const present = files.every((file) => existsSync(file));
const onSamples = present ? test : test.skip;
const needs = '(needs ../shared)';

describe('on the sample products of the shop plugin', () => {
  const catalogue = (): Product[] => files.flatMap((file, index) => readWooCsv(file, 500 + index * 100));

  onSamples(`nothing is invented and filler is never quoted ${needs}`, async () => {
    const figures = await improve(catalogue());
    expect(invented(figures)).toEqual([]);
    expect(figures.written.filter((one) => /pellentesque|lorem|simple product|variable product/i.test(one.text))).toEqual([]);
    expect(figures.proposals).toBeGreaterThanOrEqual(10);
  });

  onSamples(`no two descriptions, of these and of the sample catalogue together, share 40 % ${needs}`, async () => {
    const figures = await improve([...catalogue(), ...sampleProducts()]);
    expect(descriptions(figures).length).toBeGreaterThanOrEqual(20);
    expect(nearest(descriptions(figures))).toBeLessThan(0.4);
  });

  onSamples(`a piece of which nothing is known but its name gets needs and no text ${needs}`, async () => {
    const figures = await improve(catalogue());
    const bare = catalogue().filter((product) => ['Belt', 'Sunglasses', 'Blouse', 'Jacket', 'Album'].includes(product.title));
    expect(bare.map((product) => figures.kinds.get(product.id))).toEqual(bare.map(() => 'needs'));
  });
});
