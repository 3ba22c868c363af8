import { describe, expect, test } from '@jest/globals';
import type { Product } from '../../../domains/catalogue/contract.ts';
import { targetReport } from '../../../domains/runs/contract.ts';
import type { AgentContext, AgentOutcome } from '../../runtime/agent.ts';
import { catalogueCheck } from './index.ts';
import { complete } from './testing/complete.ts';

const contextOver = (catalogue: readonly Product[]): AgentContext =>
  ({ catalogue: { get: () => Promise.resolve(null), all: () => Promise.resolve(catalogue) } }) as unknown as AgentContext;

const check = async (target: Product, others: readonly Product[] = []): Promise<AgentOutcome> => {
  const result = await catalogueCheck.run({ run: 'r', target, options: { mode: 'fill-empty' } }, contextOver([target, ...others]));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const findings = async (target: Product, others: readonly Product[] = []) => {
  const outcome = await check(target, others);
  return outcome.kind === 'needs' ? outcome.findings : [];
};

const codes = async (target: Product, others: readonly Product[] = []): Promise<string[]> =>
  (await findings(target, others)).map((one) => one.code);

const variation = (id: number, more: Partial<Product['variations'][number]> = {}): Product['variations'][number] => ({
  id,
  sku: `V-${id}`,
  attributes: { size: `S${id}` },
  regular_price: '80.00',
  sale_price: null,
  stock_status: 'instock',
  stock_quantity: 3,
  ...more,
});

test('a complete piece has nothing to report', async () => {
  expect(await check(complete())).toEqual({ kind: 'nothing', message: 'Nothing is missing or doubtful.' });
});

describe('each gap is found', () => {
  test.each([
    ['title-missing', { title: '' }],
    ['title-untidy', { title: 'ardal  SHIRT' }],
    ['description-missing', { description: '<p> </p>' }],
    ['description-placeholder', { description: 'Lorem ipsum dolor sit amet.' }],
    ['description-thin', { description: 'A linen shirt.' }],
    ['short-description-missing', { short_description: '' }],
    ['short-description-placeholder', { short_description: 'This is a simple product.' }],
    ['search-texts-missing', { seo_title: '' }],
    ['price-missing', { regular_price: null, price: null }],
    ['price-zero', { regular_price: '0', price: '0' }],
    ['sale-not-lower', { sale_price: '80.00' }],
    ['picture-missing', { images: [], image_alt: {} }],
    ['alt-missing', { image_alt: { 11: '' } }],
    ['alt-file-name', { image_alt: { 11: 'IMG_0001.jpg' } }],
    ['alt-long', { image_alt: { 11: 'Ardal shirt '.repeat(12) } }],
    ['attributes-missing', { attributes: {} }],
    [
      'material-missing',
      {
        attributes: { fit: ['Relaxed'] },
        description: `<p>${'A shirt for every day of the week and then some. '.repeat(3)}</p>`,
        title: 'Ardal Shirt',
        short_description: 'A shirt.',
      },
    ],
    ['category-missing', { categories: ['Uncategorized'] }],
    ['sku-missing', { sku: '' }],
    ['tags-missing', { tags: [] }],
    ['contradiction', { attributes: { material: ['Cotton'] } }],
    ['sold-out', { stock_status: 'outofstock', stock_quantity: 0 }],
    ['stock-contradicts', { stock_quantity: 0 }],
    ['variations-sold-out', { variations: [variation(1), variation(2, { stock_status: 'outofstock' })] }],
    ['price-missing', { variations: [variation(1), variation(2, { regular_price: null })] }],
    ['sku-duplicate', { variations: [variation(1, { sku: 'X' }), variation(2, { sku: 'X' })] }],
  ] satisfies [string, Partial<Product>][])('%s', async (code, more) => {
    expect(await codes(complete(more))).toContain(code);
  });

  test('a picture that is too narrow is named with its width', async () => {
    const images = [{ id: 11, url: 'http://shop.test/a.webp', alt: '', width: 300, height: 400 }];
    const found = (await findings(complete({ images }))).find((one) => one.code === 'picture-small');
    expect(found?.message).toContain('300 px');
  });

  test('two pictures with one alt text are found', async () => {
    const images = [11, 12].map((id) => ({ id, url: `http://shop.test/${id}.webp`, alt: '', width: 900, height: 900 }));
    expect(await codes(complete({ images, image_alt: { 11: 'A shirt on a chair', 12: 'a shirt on a chair' } }))).toEqual(['alt-duplicate']);
  });
});

describe('against the rest of the catalogue', () => {
  test('the same title, SKU or text of another piece is found and the other one named', async () => {
    const other = complete({ id: 2, sku: 'A-1' });
    const found = await findings(complete(), [other]);
    expect(found.map((one) => one.code)).toEqual(['sku-duplicate', 'title-duplicate', 'description-duplicate']);
    expect(found[1]?.message).toContain('“Ardal Linen Shirt” (A-1)');
  });

  const priced = (prices: readonly number[]): Product[] =>
    prices.map((price, index) =>
      complete({
        id: index + 10,
        sku: `P-${index}`,
        title: `Shirt ${index}`,
        description: '',
        regular_price: String(price),
        price: String(price),
      }),
    );

  test('a price far from its category’s is found where there are enough prices to tell', async () => {
    const target = complete({ regular_price: '800.00', price: '800.00' });
    expect(await codes(target, priced([70, 75, 80, 82, 85, 90, 95]))).toEqual(['price-unusual']);
    expect(await codes(target, priced([70, 75, 80]))).toEqual([]);
    expect(await codes(complete({ regular_price: '120.00', price: '120.00' }), priced([70, 75, 80, 82, 85, 90, 95]))).toEqual([]);
  });
});

describe('what mends a finding', () => {
  const fixOf = async (code: string, more: Partial<Product>) => (await findings(complete(more))).find((one) => one.code === code)?.fix;

  test('is offered where product copy has facts to write from, and says when it must rewrite', async () => {
    expect(await fixOf('description-missing', { description: '' })).toEqual({ agent: 'product-copy', fields: ['description'] });
    expect(await fixOf('description-thin', { description: 'A linen shirt.' })).toEqual({
      agent: 'product-copy',
      fields: ['description'],
      mode: 'improve',
    });
    expect(await fixOf('alt-missing', { image_alt: { 11: '' } })).toEqual({ agent: 'product-copy', fields: ['image_alt'] });
  });

  test('is not offered for a price, without facts, for a contradiction, or when the piece is marked “hands off”', async () => {
    expect(await fixOf('price-missing', { regular_price: null })).toBeNull();
    expect(await fixOf('description-missing', { description: '', attributes: {}, short_description: '', title: 'Ardal' })).toBeNull();
    expect(await fixOf('contradiction', { attributes: { material: ['Cotton'] } })).toBeNull();
    expect(await fixOf('description-missing', { description: '', hands_off: true })).toBeNull();
  });
});

test('the report counts by severity, begins with the worst, and fits the contract', async () => {
  const outcome = await check(complete({ description: '', tags: [], image_alt: { 11: '' } }));
  if (outcome.kind !== 'needs') throw new Error('Expected findings.');
  expect(outcome.message).toMatch(/^3 findings: 1 high, 1 medium, 1 low\. First: There is no description\./);
  expect(outcome.needs).toEqual(['description', 'alt text', 'tags']);
  const report = {
    title: 'Ardal',
    outcome: 'needs' as const,
    message: outcome.message,
    proposal: null,
    needs: outcome.needs,
    findings: outcome.findings,
  };
  expect(targetReport.parse(report)).toEqual(report);
});

test('H10 it reports only and may change no field', () => {
  expect([catalogueCheck.output, catalogueCheck.allows('title'), catalogueCheck.allows('regular_price')]).toEqual(['report', false, false]);
});
