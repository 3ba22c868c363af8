import { z } from 'zod';

type Json = Record<string, unknown>;

/** A schema as sent to a provider. `strict`: its grammar can be enforced by the provider (no free keys). */
export interface BoundSchema {
  name: string;
  json: Json;
  strict: boolean;
}

/** Keywords that one of the providers' strict modes refuses; they stay as a hint in the description, and zod checks them after. */
const hints: Record<string, (value: unknown) => string> = {
  minLength: (value) => `at least ${String(value)} characters`,
  maxLength: (value) => `at most ${String(value)} characters`,
  minItems: (value) => `at least ${String(value)} items`,
  maxItems: (value) => `at most ${String(value)} items`,
  minimum: (value) => `at least ${String(value)}`,
  maximum: (value) => `at most ${String(value)}`,
  exclusiveMinimum: (value) => `more than ${String(value)}`,
  exclusiveMaximum: (value) => `less than ${String(value)}`,
  multipleOf: (value) => `a multiple of ${String(value)}`,
  pattern: (value) => `matching ${String(value)}`,
  format: (value) => `a ${String(value)}`,
};
const dropped = new Set(['$schema', 'default', 'uniqueItems', 'propertyNames', 'id', ...Object.keys(hints)]);

/** The JSON Schema of a zod schema in the form that strict structured output takes: every key required, none besides. */
export function bindSchema(name: string, schema: z.ZodType): BoundSchema {
  const json = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any', reused: 'inline' }) as Json;
  const state = { strict: true };
  return { name: name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64), json: tighten(json, state), strict: state.strict };
}

/** For servers that bind no schema: the same demand in words. */
export const schemaInstruction = (schema: BoundSchema): string =>
  `Answer with one JSON object and nothing else: no code fence, no words around it. It must match this JSON Schema:\n${JSON.stringify(schema.json)}`;

function tighten(node: Json, state: { strict: boolean }): Json {
  const out: Json = {};
  for (const [key, value] of Object.entries(node)) {
    if (!dropped.has(key)) out[key] = tightenValue(key, value, state);
  }
  const said = Object.keys(hints).filter((key) => key in node && Math.abs(Number(node[key])) !== Number.MAX_SAFE_INTEGER);
  if (said.length > 0) {
    const words = said.map((key) => hints[key]!(node[key])).join(', ');
    out.description = typeof node.description === 'string' ? `${node.description} (${words})` : words;
  }
  return node.type === 'object' ? closeObject(out, node, state) : out;
}

function tightenValue(key: string, value: unknown, state: { strict: boolean }): unknown {
  if (key === 'properties' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, isObject(child) ? tighten(child, state) : child]));
  }
  if (key === 'enum' || key === 'required' || key === 'const') return value;
  if (Array.isArray(value)) return value.map((child: unknown) => (isObject(child) ? tighten(child, state) : child));
  return isObject(value) ? tighten(value, state) : value;
}

function closeObject(out: Json, node: Json, state: { strict: boolean }): Json {
  if (isObject(node.additionalProperties)) {
    state.strict = false; // a record: strict modes know no free keys, so it goes as an instruction
    return out;
  }
  const properties = isObject(out.properties) ? out.properties : {};
  const required = new Set(Array.isArray(node.required) ? node.required : []);
  const all = Object.entries(properties).map(([name, child]) => [name, required.has(name) ? child : { anyOf: [child, { type: 'null' }] }]);
  return { ...out, properties: Object.fromEntries(all), required: Object.keys(properties), additionalProperties: false };
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a model's answer: bare JSON, fenced JSON, or JSON with words around it; null when there is none. */
export function readJson(text: string): { value: unknown } | null {
  const trimmed = text.trim();
  const fenced = /```(?:json)?\s*\n?([\s\S]*?)```/i.exec(trimmed)?.[1];
  const braces = trimmed.includes('{') ? trimmed.slice(trimmed.indexOf('{'), trimmed.lastIndexOf('}') + 1) : undefined;
  for (const candidate of [trimmed, fenced, braces]) {
    if (!candidate) continue;
    try {
      return { value: JSON.parse(candidate) };
    } catch {
      continue; // the next candidate, else the caller asks for a repair
    }
  }
  return null;
}

/** Checks an answer against the schema; a null for an optional key counts as absent (strict modes make every key required). */
export function checkAnswer<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { ok: true; value: z.output<S> } | { ok: false; reason: string } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const pruned = schema.safeParse(withoutNulls(value));
  if (pruned.success) return { ok: true, value: pruned.data };
  const issues = parsed.error.issues.slice(0, 8).map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`);
  return { ok: false, reason: issues.join('; ') };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== null)
      .map(([key, child]) => [key, withoutNulls(child)]),
  );
}
