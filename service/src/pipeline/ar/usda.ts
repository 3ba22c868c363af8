/** One prim of a USD layer. Attribute lines stand as they are; metadata goes into the brackets after its name. */
export interface Prim {
  type: 'Xform' | 'Scope' | 'Mesh' | 'Material' | 'Shader';
  name: string;
  metadata?: readonly string[];
  lines?: readonly string[];
  children?: readonly Prim[];
}

/**
 * The text of a layer. Braces and brackets stand on lines of their own and nothing is indented: what every reader takes (three's among them), in the fewest bytes.
 */
export function layer(root: Prim, metadata: readonly string[]): string {
  const lines = ['#usda 1.0', '(', ...metadata, ')'];
  write(root, lines);
  return `${lines.join('\n')}\n`;
}

function write({ type, name, metadata = [], lines = [], children = [] }: Prim, out: string[]): void {
  out.push(`def ${type} "${name}"${metadata.length > 0 ? ' (' : ''}`);
  if (metadata.length > 0) out.push(...metadata, ')');
  out.push('{', ...lines);
  for (const child of children) write(child, out);
  out.push('}');
}

/** A number in as few characters as its decimals allow. */
export function number(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** `(a, b, c)` of six significant digits. */
export const tuple = (values: readonly number[]): string => `(${values.map((value) => String(Number(value.toPrecision(6)))).join(', ')})`;

/** `[(x,y,z),…]` of a flat list of vectors. */
export function vectors(values: ArrayLike<number>, size: number, decimals: number): string {
  const out: string[] = [];
  for (let index = 0; index < values.length; index += size) {
    const parts: string[] = [];
    for (let k = 0; k < size; k++) parts.push(number(values[index + k]!, decimals));
    out.push(`(${parts.join(',')})`);
  }
  return `[${out.join(',')}]`;
}
