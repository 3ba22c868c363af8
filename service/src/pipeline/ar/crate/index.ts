import type { Prim, Property } from '../prim.ts';
import { Numbers, Sink, uint32, uint64 } from './bytes.ts';
import { compressed, packedIntegers } from './integers.ts';
import { ValueWriter, type Rep } from './values.ts';

/** Version 0.7.0 (2018): what the first iOS with USDZ reads, and every later one; nothing newer is needed here. */
const version = [0, 7, 0];
const headBytes = 88;
const specTypes = { attribute: 1, prim: 6, layer: 7, relationship: 8 };
const end = 0xffffffff;

/** What is said of a layer as a whole. */
export interface LayerMetadata {
  metersPerUnit: number;
  upAxis: 'Y' | 'Z';
}

/** The prims and properties of a layer as a tree of names. */
interface PathNode {
  path: string;
  element: string;
  property: boolean;
  children: PathNode[];
}

const isRelationship = (property: Property): property is Extract<Property, { target: string }> => 'target' in property;

const pathsBelow = ({ name, properties = [], children = [] }: Prim, parent: string): PathNode => {
  const path = `${parent}/${name}`;
  const own = properties.map((one) => ({ path: `${path}.${one.name}`, element: one.name, property: true, children: [] }));
  return { path, element: name, property: false, children: [...children.map((child) => pathsBelow(child, path)), ...own] };
};

/** Collects specs (what stands at a path) with their fields, each distinct field and set of fields once. */
class Specs {
  readonly tokens = new Numbers();
  readonly paths = new Numbers();
  readonly fields = new Numbers();
  readonly sets: number[] = [];
  readonly specs: [path: number, set: number, type: number][] = [];
  readonly values: ValueWriter;
  readonly #setsKnown = new Map<string, number>();

  constructor(sink: Sink) {
    // a property's element is written as its token's negative number, so the token 0 must be none: as OpenUSD does it
    this.tokens.of(';-)');
    this.values = new ValueWriter(sink, this.tokens);
  }

  /** The number of a path that is in the layer. */
  path(path: string): number {
    const found = this.paths.find(path);
    if (found === undefined) throw new Error(`The layer speaks of ${path}, which is not in it.`);
    return found;
  }

  add(path: string, type: number, fields: readonly (readonly [string, Rep | null])[]): void {
    const numbers = fields.flatMap(([name, value]) => (value === null ? [] : [this.fields.of(`${this.tokens.of(name)} ${value}`)]));
    const key = numbers.join();
    const known = this.#setsKnown.get(key) ?? this.sets.length;
    if (known === this.sets.length) this.sets.push(...numbers, end);
    this.#setsKnown.set(key, known);
    this.specs.push([this.path(path), known, type]);
  }

  prim({ type, name, metadata = {}, properties = [], children = [] }: Prim, parent: string): void {
    const path = `${parent}/${name}`;
    const { kind, apiSchemas, customData, sceneName } = metadata;
    const v = this.values;
    this.add(path, specTypes.prim, [
      ['specifier', v.specifierDef()],
      ['typeName', v.token(type)],
      ['apiSchemas', apiSchemas ? v.prependedTokens(apiSchemas) : null],
      ['kind', kind ? v.token(kind) : null],
      ['customData', customData ? v.dictionary(customData) : null],
      ['sceneName', sceneName === undefined ? null : v.string(sceneName)],
      ['primChildren', children.length > 0 ? v.tokenVector(children.map((child) => child.name)) : null],
      ['properties', properties.length > 0 ? v.tokenVector(properties.map((one) => one.name)) : null],
    ]);
    for (const child of children) this.prim(child, path);
  }

  properties({ name, properties = [], children = [] }: Prim, parent: string): void {
    const path = `${parent}/${name}`;
    for (const property of properties) this.property(property, `${path}.${property.name}`);
    for (const child of children) this.properties(child, path);
  }

  property(property: Property, path: string): void {
    const v = this.values;
    if (isRelationship(property)) {
      this.add(path, specTypes.relationship, [
        ['variability', v.variability(true)],
        ['targetPaths', v.explicitPath(this.path(property.target))],
      ]);
      return;
    }
    const { type, connect, uniform = false, interpolation } = property;
    this.add(path, specTypes.attribute, [
      ['custom', v.bool(false)],
      ['typeName', v.token(type)],
      ['variability', v.variability(uniform)],
      ['default', v.attribute(property)],
      ['connectionPaths', connect === undefined ? null : v.explicitPath(this.path(connect))],
      ['interpolation', interpolation ? v.token(interpolation) : null],
    ]);
  }
}

/** Compressed integers behind their size in bytes. */
const integers = (values: readonly number[]): Buffer => {
  const packed = packedIntegers(values);
  return Buffer.concat([uint64(packed.byteLength), packed]);
};

function tokenSection(tokens: Numbers): Buffer {
  const text = Buffer.from(
    tokens
      .keys()
      .map((token) => `${token}\0`)
      .join(''),
  );
  const packed = compressed(text);
  return Buffer.concat([uint64(tokens.size), uint64(text.length), uint64(packed.byteLength), packed]);
}

function fieldSection(fields: Numbers): Buffer {
  const pairs = fields.keys().map((key) => key.split(' ') as [string, string]);
  const reps = compressed(Buffer.concat(pairs.map(([, value]) => uint64(BigInt(value)))));
  return Buffer.concat([uint64(pairs.length), integers(pairs.map(([name]) => Number(name))), uint64(reps.byteLength), reps]);
}

/** The tree, each node before what is below it. Jumps: −2 a leaf, −1 only children, 0 only a sibling (which follows), else how far on the sibling is. */
function pathSection(root: PathNode, { tokens, paths }: Specs): Buffer {
  const [indices, elements, jumps]: [number[], number[], number[]] = [[], [], []];
  const visit = (node: PathNode, sibling: boolean): void => {
    const at = indices.length;
    indices.push(paths.of(node.path));
    elements.push(tokens.of(node.element) * (node.property ? -1 : 1));
    jumps.push(0);
    for (const [index, child] of node.children.entries()) visit(child, index < node.children.length - 1);
    const below = node.children.length > 0;
    if (sibling) jumps[at] = below ? indices.length - at : 0;
    else jumps[at] = below ? -1 : -2;
  };
  visit(root, false);
  return Buffer.concat([uint64(indices.length), uint64(indices.length), integers(indices), integers(elements), integers(jumps)]);
}

const register = (node: PathNode, paths: Numbers): void => {
  paths.of(node.path);
  for (const child of node.children) register(child, paths);
};

/** A layer as a crate, OpenUSD's binary form (crateFile.cpp and integerCoding.cpp of OpenUSD 24 are its only description). */
export function writeCrate(root: Prim, { metersPerUnit, upAxis }: LayerMetadata): Buffer {
  const sink = new Sink();
  sink.add(Buffer.alloc(headBytes));
  const specs = new Specs(sink);
  const tree: PathNode = { path: '/', element: '', property: false, children: [pathsBelow(root, '')] };
  register(tree, specs.paths);
  specs.add('/', specTypes.layer, [
    ['defaultPrim', specs.values.token(root.name)],
    ['metersPerUnit', specs.values.double(metersPerUnit)],
    ['upAxis', specs.values.token(upAxis)],
    ['primChildren', specs.values.tokenVector([root.name])],
  ]);
  specs.prim(root, '');
  specs.properties(root, '');
  const pathBytes = pathSection(tree, specs);
  const { strings } = specs.values;
  const column = (index: 0 | 1 | 2): Buffer => integers(specs.specs.map((spec) => spec[index]));
  const sections: [string, Buffer][] = [
    ['TOKENS', tokenSection(specs.tokens)],
    ['STRINGS', Buffer.concat([uint64(strings.size), ...strings.keys().map((text) => uint32(specs.tokens.of(text)))])],
    ['FIELDS', fieldSection(specs.fields)],
    ['FIELDSETS', Buffer.concat([uint64(specs.sets.length), integers(specs.sets)])],
    ['PATHS', pathBytes],
    ['SPECS', Buffer.concat([uint64(specs.specs.length), column(0), column(1), column(2)])],
  ];
  const contents = sections.map(([name, bytes]) => {
    const title = Buffer.alloc(16);
    title.write(name);
    return Buffer.concat([title, uint64(sink.add(bytes)), uint64(bytes.length)]);
  });
  const at = sink.add(uint64(contents.length), ...contents);
  const bytes = sink.bytes();
  bytes.write('PXR-USDC');
  bytes.set(version, 8);
  bytes.writeBigUInt64LE(BigInt(at), 16);
  return bytes;
}
