import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { Histogram } from 'prom-client';
import { answerOf } from './item.ts';
import { allowedOrigin, callerOf, peerSettings, requestsPerMinute } from './peer.ts';

/** The same route in Fastify, in its own way: JSON Schema validation and serialisation, its own plugins and logger. */
const settings = peerSettings();
const server = fastify({ logger: true, genReqId: () => randomUUID(), requestIdHeader: 'x-request-id' });
const duration = new Histogram({ name: 'http_request_duration_seconds', help: 'Duration.', labelNames: ['method', 'route', 'status'] });

await server.register(helmet);
await server.register(cors, { origin: allowedOrigin });
await server.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' });
server.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => void reply.header('x-request-id', request.id));
server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
  const labels = { method: request.method, route: request.routeOptions.url ?? 'unknown', status: String(reply.statusCode) };
  duration.observe(labels, reply.elapsedTime / 1000);
});

const fields = {
  name: { type: 'string', minLength: 1, maxLength: 100 },
  qty: { type: 'integer', minimum: 1, maximum: 1000 },
  tags: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 20 } },
  email: { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$' },
};
const schema = {
  params: { type: 'object', required: ['id'], properties: { id: { type: 'string', minLength: 1, maxLength: 40 } } },
  body: { type: 'object', required: Object.keys(fields), properties: fields },
  response: {
    200: {
      type: 'object',
      properties: {
        ok: { type: 'boolean' },
        user: { type: 'string' },
        item: {
          type: 'object',
          properties: { ...fields, id: { type: 'string' }, total: { type: 'integer' }, slug: { type: 'string' } },
        },
        links: { type: 'array', items: { type: 'string' } },
      },
    },
  },
};

server.get('/health', async () => ({ status: 'live' }));
server.post<{ Params: { id: string }; Body: Parameters<typeof answerOf>[1] }>('/api/v1/items/:id', { schema }, async (request, reply) => {
  let user: string;
  try {
    user = callerOf(request.headers.authorization, settings);
  } catch {
    return reply.code(401).send({ error: 'The token does not hold.' });
  }
  return answerOf(request.params.id, request.body, user);
});

await server.listen({ port: settings.port, host: '127.0.0.1' });
