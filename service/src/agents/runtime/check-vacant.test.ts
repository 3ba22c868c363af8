import { expect, test } from '@jest/globals';
import { product } from '../catalog/product-copy/testing/products.ts';
import { productCopy } from '../catalog/product-copy/index.ts';
import type { AgentOutcome } from './agent.ts';
import { checkOutcome } from './check.ts';

const proposing = (field: string, after: string): AgentOutcome => ({
  kind: 'proposal',
  changes: [{ field, after }],
  rationale: 'Written from the data.',
  evidence: [],
  author: { provider: 'builtin', model: null },
  cost: { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } },
  needs: [],
});

const images = [{ id: 11, url: 'http://shop.test/a.webp', alt: '', width: 900, height: 900 }];

test.each([
  ['description', { description: '<p>Lorem ipsum dolor sit amet.</p>' }, 'proposal'],
  ['short_description', { short_description: 'This is a simple product.' }, 'proposal'],
  ['image_alt.11', { images, image_alt: { 11: 'IMG_2041' } }, 'proposal'],
  ['description', { description: '<p>Our own words.</p>' }, 'nothing'],
  ['image_alt.11', { images, image_alt: { 11: 'A shirt on a chair' } }, 'nothing'],
] as const)('mode fill-empty: %s of %j gives %s', (field, more, kind) => {
  const given = {
    agent: productCopy,
    target: product({ id: 1, title: 'Ardal Shirt', ...(structuredClone(more) as object) }),
    options: { mode: 'fill-empty' as const },
  };
  expect(checkOutcome(given, proposing(field, 'A linen shirt.')).kind).toBe(kind);
});
