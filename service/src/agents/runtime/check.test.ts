import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { AgentDefinition, AgentOutcome } from './agent.ts';
import { checkOutcome } from './check.ts';
import type { Product } from '../../domains/catalogue/contract.ts';
import type { RunOptions } from '../../domains/runs/contract.ts';

const agent = {
  name: 'test',
  title: 'Test agent',
  risk: 'low',
  output: 'proposals',
  options: z.object({}),
  allows: (field: string) => !field.startsWith('categories'),
} as unknown as AgentDefinition;

const product = {
  id: 5,
  title: 'Linen dress',
  short_description: '',
  description: '<p>Written by the owner.</p>',
  seo_title: '',
  seo_description: '',
  tags: [],
  categories: ['Dresses'],
  attributes: { size: ['S'] },
  variation_attributes: ['size'],
  image_alt: { '12': '' },
} as unknown as Product;

type Changes = Extract<AgentOutcome, { kind: 'proposal' }>['changes'];

const check = (changes: Changes, options: Partial<RunOptions> = {}, needs: string[] = []) =>
  checkOutcome(
    { agent, target: product, options: { mode: 'fill-empty', ...options } },
    {
      kind: 'proposal',
      changes,
      rationale: '',
      evidence: [],
      author: { provider: 'builtin', model: null },
      cost: { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } },
      needs,
    },
  );

test('H10 a field outside the closed list, or outside the agent’s own, refuses the whole answer', () => {
  for (const field of ['price', 'regular_price', 'status', 'stock_quantity', 'categories', 'attributes.', 'image_alt.x', '__proto__']) {
    const result = check([
      { field: 'seo_title', after: 'Linen dress' },
      { field, after: 'x' },
    ]);
    expect([field, result.kind]).toEqual([field, 'failed']);
  }
});

test('an attribute that makes variations is never changed', () => {
  expect(check([{ field: 'attributes.size', after: ['XL'] }])).toMatchObject({ kind: 'failed', retryable: false });
});

test('with "fill-empty" what the owner wrote stays, whatever the agent answers', () => {
  const changes = [
    { field: 'description', after: '<p>Better.</p>' },
    { field: 'seo_title', after: 'Linen dress' },
  ];
  expect(check(changes)).toMatchObject({ kind: 'proposal', changes: [{ field: 'seo_title', after: 'Linen dress' }] });
  expect(check(changes.slice(0, 1))).toMatchObject({ kind: 'nothing', message: expect.stringContaining('Choose "improve"') });
  expect(check(changes, { mode: 'improve' })).toMatchObject({ kind: 'proposal', changes });
});

test('fields that nobody asked for, values that change nothing and pictures of others are left out', () => {
  const changes = [
    { field: 'seo_title', after: 'Linen dress' },
    { field: 'image_alt.12', after: 'A linen dress' },
    { field: 'image_alt.99', after: 'Somebody else’s picture' },
    { field: 'title', after: 'Linen dress' },
  ];
  expect(check(changes, { mode: 'improve', fields: ['image_alt', 'title'] })).toMatchObject({
    kind: 'proposal',
    changes: [{ field: 'image_alt.12', after: 'A linen dress' }],
  });
});

test('a proposal of which nothing is left says what the agent needs', () => {
  expect(check([{ field: 'seo_title', after: '<script>x</script>' }], {}, ['material', 'length'])).toMatchObject({
    kind: 'needs',
    message: 'needs: material, length',
  });
});

test('an agent that reports makes no proposals', () => {
  const outcome = checkOutcome({ agent: { ...agent, output: 'report' }, target: product, options: { mode: 'improve' } }, {
    kind: 'proposal',
    changes: [{ field: 'title', after: 'x' }],
  } as unknown as AgentOutcome);
  expect(outcome).toMatchObject({ kind: 'failed', message: '"Test agent" reports only, and made a proposal: it was refused.' });
});
