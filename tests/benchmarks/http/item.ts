import { z } from 'zod';

/** The route that every peer serves: POST /api/v1/items/{id}. fastapi.py and the Fastify peer declare the same in their own words. */
export const itemParams = z.object({ id: z.string().min(1).max(40) });

export const itemBody = z.object({
  name: z.string().min(1).max(100),
  qty: z.int().min(1).max(1000),
  tags: z.array(z.string().max(20)).max(10),
  email: z.string().regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/),
});

export const itemAnswer = z.object({
  ok: z.boolean(),
  user: z.string(),
  item: itemBody.extend({ id: z.string(), total: z.int(), slug: z.string() }),
  links: z.array(z.string()),
});

/** What the route does once the caller is known and the body is valid. */
export const answerOf = (id: string, body: z.output<typeof itemBody>, user: string): z.output<typeof itemAnswer> => ({
  ok: true,
  user,
  item: { ...body, id, total: body.qty * 3, slug: body.name.toLowerCase() },
  links: ['a', 'b', 'c'],
});

export const sampleBody = JSON.stringify({ name: 'Blue Linen Chair Cover', qty: 3, tags: ['linen', 'blue'], email: 'owner@shop.example' });
