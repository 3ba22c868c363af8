import type { Page } from '../../kernel/page.ts';
import type { Probes } from './probes.ts';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  security: object[];
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
const code = (value: unknown): string => `<pre tabindex="0">${escape(JSON.stringify(value, null, 2))}</pre>`;

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-inline-size:60rem;padding:2rem 1rem;color:#1d1d1b;background:#fff}
h2{margin-block-start:2.5rem}details{border:1px solid #ddd6cd;border-radius:8px;margin:.5rem 0;padding:.5rem .9rem}summary{cursor:pointer}
.method{font:600 .8rem ui-monospace,monospace;display:inline-block;min-inline-size:4.2em}.path{font:600 .95rem ui-monospace,monospace}
pre{background:#f6f4f1;padding:.8rem;overflow:auto;border-radius:6px;font-size:.82rem}th,td{text-align:start;padding:.2rem 1rem .2rem 0;vertical-align:top}`;

/** The API's reference as one plain page: no script, local or remote. */
export const docsPage = (probes: Pick<Probes, 'openApi'>): Page => ({
  id: 'show-docs',
  method: 'get',
  path: '/docs',
  handle: () => Promise.resolve({ kind: 'html', status: 200, html: render(probes.openApi()) }),
});

function render(document: Record<string, unknown>): string {
  const info = document['info'] as { title: string; version: string; description: string };
  const paths = document['paths'] as Record<string, Record<string, Operation>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? 'Other');
  const sections = [...byTag].map(([tag, list]) => `<h2>${escape(tag)}</h2>${list.map(renderOperation).join('')}`);
  const schemas = (document['components'] as { schemas: Record<string, unknown> }).schemas;
  const named = Object.entries(schemas).map(
    ([name, schema]) => `<details id="schema-${escape(name)}"><summary class="path">${escape(name)}</summary>${code(schema)}</details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(info.title)}: API</title><style>${style}</style></head><body><main><h1>${escape(info.title)} ${escape(info.version)}</h1>
<p>${escape(info.description)} The same as a file: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${sections.join('')}<h2>Schemas</h2>${named.join('')}</main></body></html>`;
}

function renderOperation({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const caller =
    operation.security.length === 0 ? 'Anyone.' : `Caller: ${operation.security.map((entry) => Object.keys(entry).join()).join(' or ')}.`;
  const rows = operation.parameters.map(
    (parameter) =>
      `<tr><td><code>${escape(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? '' : ', optional'}</td><td><code>${escape(JSON.stringify(parameter.schema))}</code></td></tr>`,
  );
  const body = Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => `<h4>Body</h4>${code(schema)}`);
  const answers = Object.entries(operation.responses).map(([status, answer]) => {
    const schema = Object.values(answer.content ?? {})[0]?.schema;
    return `<h4>${status} ${escape(answer.description)}</h4>${schema === undefined || Number(status) >= 400 ? '' : code(schema)}`;
  });
  return `<details><summary><span class="method">${method.toUpperCase()}</span> <span class="path">${escape(path)}</span> — ${escape(operation.summary)}</summary>
<p>${caller}</p>${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}${body.join('')}${answers.join('')}</details>`;
}
