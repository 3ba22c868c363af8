import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { bindSchema, checkAnswer, readJson } from './schema.ts';

const schema = z.object({
  title: z.string().max(60).describe('The name.'),
  seo: z.string().optional(),
  alts: z
    .array(z.strictObject({ id: z.int().positive(), alt: z.string() }))
    .max(3)
    .nullable(),
});

test('a schema is sent in the form that strict modes take', () => {
  expect(bindSchema('product copy', schema)).toEqual({
    name: 'product_copy',
    strict: true,
    json: {
      type: 'object',
      properties: {
        title: { type: 'string', description: 'The name. (at most 60 characters)' },
        seo: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        alts: {
          anyOf: [
            {
              type: 'array',
              description: 'at most 3 items',
              items: {
                type: 'object',
                properties: { id: { type: 'integer', description: 'more than 0' }, alt: { type: 'string' } },
                required: ['id', 'alt'],
                additionalProperties: false,
              },
            },
            { type: 'null' },
          ],
        },
      },
      required: ['title', 'seo', 'alts'],
      additionalProperties: false,
    },
  });
});

test('a schema with free keys is not called strict', () => {
  expect(bindSchema('x', z.object({ attributes: z.record(z.string(), z.array(z.string())) })).strict).toBe(false);
});

test('F5 an answer is read bare, fenced or with words around it, and not invented', () => {
  for (const text of ['{"a":1}', ' {"a":1}\n', '```json\n{"a":1}\n```', '```\n{"a":1}```', 'Sure:\n{"a":1} Done.'])
    expect(readJson(text)).toEqual({ value: { a: 1 } });
  for (const text of ['', 'no', '{"a":', '{"a":1', '} {']) expect(readJson(text)).toBeNull();
});

test('null for an optional key counts as absent; a wrong type is told by its path', () => {
  expect(checkAnswer(schema, { title: 'T', seo: null, alts: [] })).toEqual({ ok: true, value: { title: 'T', alts: [] } });
  expect(checkAnswer(schema, { title: 7, alts: [] })).toMatchObject({ ok: false, reason: expect.stringContaining('title') });
  expect(checkAnswer(schema, { title: 'T', alts: null })).toMatchObject({ ok: true });
});
