import { z } from 'zod';
import type { EndpointContract } from '../kernel/endpoint.ts';
import { kindStatus } from './problem.ts';

type Json = Record<string, unknown>;
const statusOf = { ok: 200, created: 201, accepted: 202, 'no-content': 204 } as const;

export const successStatus = (contract: Pick<EndpointContract, 'success'>): number => statusOf[contract.success];

/** The OpenAPI 3.1 document of these contracts: the very schemas that validate requests and check answers. */
export function openApi(contracts: readonly EndpointContract[], info: { version: string; url: string }): Json {
  const schemas: Json = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[contract.method] = operation(contract, schemas);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'DevSkyy service', version: info.version, description: 'The companion service of the DevSkyy plugin for WordPress.' },
    servers: [{ url: info.url }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        site: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A request signed by a paired site (ES256), see docs/protocol.md.',
        },
        browser: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token that a paired site makes for one call of a browser at that site (ES256, 60 s, once), see docs/protocol.md.',
        },
        operator: { type: 'http', scheme: 'bearer', description: "The operator's token." },
      },
    },
  };
}

function operation(contract: EndpointContract, schemas: Json): Json {
  const failures = new Set<number>([...Object.values(contract.failures).map(kindStatus), ...(contract.access === 'public' ? [] : [401])]);
  if (contract.params || contract.query || contract.body) failures.add(422);
  return {
    operationId: contract.id,
    summary: contract.summary,
    tags: [contract.tag],
    security: contract.access === 'public' ? [] : [{ [contract.access]: [] }],
    parameters: [...parameters(contract.params, 'path'), ...parameters(contract.query, 'query')],
    ...requestBody(contract, schemas),
    responses: {
      [successStatus(contract)]: answer(contract, schemas),
      ...Object.fromEntries([...failures].map((status) => [status, problemAnswer])),
    },
  };
}

function requestBody(contract: EndpointContract, schemas: Json): Json {
  if (contract.bytes) return { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } };
  if (!contract.body) return {};
  const schema = toSchema(contract.body, 'input', schemas);
  const form = { allOf: [schema, { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } }] };
  const content = { 'application/json': { schema }, ...(contract.form ? { 'multipart/form-data': { schema: form } } : {}) };
  return { requestBody: { required: true, content } };
}

function answer(contract: EndpointContract, schemas: Json): Json {
  if (contract.success === 'no-content') return { description: 'Done' };
  if (contract.file) return { description: 'The file', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };
  const media = contract.stream ? 'text/event-stream' : (contract.media ?? 'application/json');
  return { description: 'OK', content: { [media]: { schema: toSchema(contract.response, 'output', schemas) } } };
}

const problemAnswer: Json = {
  description: 'Problem details (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string' },
    next: { type: ['string', 'null'] },
    request_id: { type: 'string' },
  },
};

function parameters(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties?: Json; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (json.required ?? []).includes(name),
    schema: property,
  }));
}

/** A schema with `meta({id})` becomes a component and a $ref to it; nested ones move there too. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _,
    $defs,
    ...json
  } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json & { $defs?: Json };
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] ??= moved(definition as Json);
  const id = schema.meta()?.id;
  if (typeof id !== 'string') return moved(json);
  if (json['$ref'] === undefined) schemas[id] ??= moved(json);
  return { $ref: `#/components/schemas/${id}` };
}

function moved(schema: Json): Json {
  const { id: _, ...rest } = schema;
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
