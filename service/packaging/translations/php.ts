import phpParser, { type Node } from 'php-parser';
import { collect, functionOf, type Call, type Found } from './message.ts';

interface Visited {
  kind?: string;
  name?: string | { name?: string };
  what?: Visited;
  arguments?: Visited[];
  value?: unknown;
  loc?: { start?: { line?: number } };
}

/** The strings that a PHP file asks translations of. */
export function phpMessages(text: string, file: string, shipped: readonly string[] = [file]): Found {
  const engine = new phpParser.Engine({ parser: { extractDoc: false, php8: true, version: 801 }, ast: { withPositions: true } });
  const calls: Call[] = [];
  visit(engine.parseCode(text, file), (node) => {
    const name = node.kind === 'call' && typeof node.what?.name === 'string' ? node.what.name.replace(/^\\/, '') : '';
    if (functionOf(name) === null) return;
    const values = (node.arguments ?? []).map((one) => (one.kind === 'string' && typeof one.value === 'string' ? one.value : null));
    calls.push({ name, line: node.loc?.start?.line ?? 0, values });
  });
  return collect(calls, { text, file, shipped });
}

function visit(node: Node | Visited, each: (node: Visited) => void): void {
  each(node as Visited);
  for (const value of Object.values(node)) {
    const children: unknown[] = Array.isArray(value) ? value : [value];
    for (const child of children) if (typeof child === 'object' && child !== null && 'kind' in child) visit(child as Visited, each);
  }
}

/** The texts of the plugin's own header, which wp-admin shows translated. */
export function headerMessages(text: string, file: string): Found {
  const messages = ['Plugin Name', 'Description', 'Author'].flatMap((field) => {
    const value = new RegExp(`^ \\* ${field}:\\s+(.+)$`, 'm').exec(text)?.[1]?.trim();
    return value === undefined ? [] : [{ id: value, plural: null, context: null, comment: `${field} of the plugin`, file }];
  });
  return { messages, faults: messages.length === 3 ? [] : [`${file}: the plugin's header is not complete.`] };
}
