import { describe, expect, test } from '@jest/globals';
import { sampleCatalogue } from './index.ts';

const unique = (values: string[]): number => new Set(values).size;

describe('the sample catalogue', () => {
  test('has 28 pieces, at least 8 of them with variations, each with a SKU, a slug and a picture of its own', () => {
    expect(sampleCatalogue).toHaveLength(28);
    expect(sampleCatalogue.filter((one) => one.type === 'variable').length).toBeGreaterThanOrEqual(8);
    const skus = sampleCatalogue.flatMap((one) => [one.sku, ...one.variations.map((variation) => variation.sku)]);
    expect(unique(skus)).toBe(skus.length);
    expect(unique(sampleCatalogue.map((one) => one.slug))).toBe(28);
    const files = sampleCatalogue.flatMap((one) => one.pictures.map((picture) => picture.file));
    expect(unique(files)).toBe(files.length);
    for (const one of sampleCatalogue) expect(one.pictures[0]?.file).toBe(`${one.slug}-front.webp`);
  });

  test('every variation names one value of every attribute that makes variations', () => {
    for (const one of sampleCatalogue.filter((piece) => piece.type === 'variable')) {
      const axes = one.attributes.filter((attribute) => attribute.variation);
      expect(axes.length).toBeGreaterThan(0);
      for (const variation of one.variations) {
        expect(Object.keys(variation.attributes).sort()).toEqual(axes.map((axis) => axis.name).sort());
        for (const axis of axes) expect(axis.values).toContain(variation.attributes[axis.name]);
        expect(Number(variation.regular_price)).toBeGreaterThan(0);
      }
    }
  });

  test('has the gaps that real shops have', () => {
    const titles = sampleCatalogue.map((one) => one.title);
    expect(titles.length - unique(titles)).toBe(1);
    expect(sampleCatalogue.filter((one) => one.handsOff).map((one) => one.slug)).toEqual(['founders-parka']);
    expect(sampleCatalogue.filter((one) => one.type === 'simple' && one.regular_price === '')).toHaveLength(1);
    expect(sampleCatalogue.filter((one) => one.description === '').length).toBeGreaterThanOrEqual(12);
    expect(sampleCatalogue.some((one) => one.description.includes('Pellentesque'))).toBe(true);
    expect(sampleCatalogue.find((one) => one.slug === 'ainsley')).toMatchObject({ attributes: [], description: '', short_description: '' });
  });
});
