import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import { readZip, type StoredFile } from './zip.ts';

/** What a USDZ holds, as read from its bytes. */
interface UsdzFacts {
  files: { name: string; bytes: number; offset: number }[];
  meshes: number;
  points: number;
  triangles: number;
  materials: number;
  /** metres: width, height, depth. */
  dimensions: [number, number, number];
}

/** Reads a USDZ of one text layer again and checks its structure: the archive, the layer's brackets, counts, indices, what it refers to. */
export function readUsdz(bytes: Uint8Array): Result<UsdzFacts, Failure> {
  const { files, problems } = readZip(bytes);
  const [first, ...others] = files;
  if (!first?.name.endsWith('.usda')) return wrong([...problems, 'its first file is not a .usda layer']);
  if (new Set(files.map(({ name }) => name)).size !== files.length) problems.push('two of its files bear one name');
  problems.push(...others.flatMap(pictureProblem));
  const text = Buffer.from(first.data).toString('utf8');
  problems.push(...layerProblems(text), ...referenceProblems(text, others));
  const meshes = meshesOf(text);
  problems.push(...meshes.flatMap(meshProblems));
  if (problems.length > 0) return wrong(problems);
  const box = boxOf(meshes);
  return ok({
    files: files.map(({ name, data, offset }) => ({ name, bytes: data.byteLength, offset })),
    meshes: meshes.length,
    points: meshes.reduce((sum, { points }) => sum + points.length / 3, 0),
    triangles: meshes.reduce((sum, { counts }) => sum + counts.reduce((all, count) => all + count - 2, 0), 0),
    materials: [...text.matchAll(/^def Material "/gm)].length,
    dimensions: [0, 1, 2].map((axis) => Math.max(0, box.max[axis]! - box.min[axis]!)) as [number, number, number],
  });
}

const wrong = (problems: readonly string[]): Result<never, Failure> =>
  fail({ code: 'usdz-broken', message: `The USDZ is not well formed: ${problems.slice(0, 5).join('; ')}.` });

function pictureProblem({ name, data }: StoredFile): string[] {
  const jpeg = data[0] === 0xff && data[1] === 0xd8;
  const png = data[0] === 0x89 && data[1] === 0x50;
  const named = name.endsWith('.jpg') ? jpeg : name.endsWith('.png') && png;
  return named ? [] : [`${name} is neither JPEG nor PNG`];
}

const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** The header, the units, and whether every bracket outside of texts is closed by its like. */
function layerProblems(text: string): string[] {
  const problems: string[] = [];
  if (!text.startsWith('#usda 1.0\n')) problems.push('the layer does not begin with #usda 1.0');
  for (const line of ['defaultPrim = "Root"', 'metersPerUnit = 1', 'upAxis = "Y"']) {
    if (!text.split('\n', 8).includes(line)) problems.push(`the layer does not say ${line}`);
  }
  const open: string[] = [];
  for (const [sign] of text.matchAll(/"[^"\n]*"|@[^@\n]*@|[()[\]{}]/g)) {
    if (sign.length > 1) continue;
    if ('([{'.includes(sign)) open.push(sign);
    else if (open.pop() !== pairs[sign]) return [...problems, `a ${sign} in the layer closes nothing`];
  }
  if (open.length > 0) problems.push(`${open.length} brackets of the layer are never closed`);
  return problems;
}

/** Every path and file that is named is there. */
function referenceProblems(text: string, others: readonly StoredFile[]): string[] {
  const names = new Set(others.map(({ name }) => name));
  const missing = [...text.matchAll(/@([^@\n]+)@/g)].map((match) => match[1]!).filter((name) => !names.has(name));
  const prims = new Set(pathsOf(text));
  const lost = [...text.matchAll(/<([^>\n]+)>/g)].map((match) => match[1]!.split('.')[0]!).filter((path) => !prims.has(path));
  return [...missing.map((name) => `the picture ${name} is missing`), ...lost.map((path) => `${path} is missing`)];
}

function* pathsOf(text: string): Generator<string> {
  const path: string[] = [];
  let next: string | null = null;
  const blocks: boolean[] = [];
  for (const line of text.split('\n')) {
    const named = /^def \w+ "([^"]+)"/.exec(line);
    if (named) next = named[1]!;
    if (line.endsWith('{')) {
      blocks.push(line === '{' && next !== null);
      if (blocks.at(-1)) {
        path.push(next!);
        next = null;
        yield `/${path.join('/')}`;
      }
    }
    if (line === '}' && blocks.pop()) path.pop();
  }
}

interface ReadMesh {
  name: string;
  counts: number[];
  indices: number[];
  points: number[];
  /** values of each attribute that goes by vertices, and how many a vertex has. */
  attributes: { name: string; values: number; size: number }[];
}

const numbers = (text: string | undefined): number[] => (text ?? '').match(/[-+\d.eE]+/g)?.map(Number) ?? [];

function meshesOf(text: string): ReadMesh[] {
  const blocks = text.split(/^def Mesh "/m).slice(1);
  return blocks.map((block) => {
    const list = (name: string): number[] => numbers(new RegExp(`^${name} = \\[(.*)\\]`, 'm').exec(block)?.[1]);
    const attributes = [...block.matchAll(/^(normal3f|texCoord2f)\[\] (\S+) = \[(.*)\] \($/gm)].map((match) => ({
      name: match[2]!,
      values: numbers(match[3]).length,
      size: match[1] === 'normal3f' ? 3 : 2,
    }));
    return {
      name: block.slice(0, block.indexOf('"')),
      counts: list('int\\[\\] faceVertexCounts'),
      indices: list('int\\[\\] faceVertexIndices'),
      points: list('point3f\\[\\] points'),
      attributes,
    };
  });
}

function meshProblems({ name, counts, indices, points, attributes }: ReadMesh): string[] {
  const vertices = points.length / 3;
  const problems: string[] = [];
  if (counts.length === 0 || counts.reduce((sum, count) => sum + count, 0) !== indices.length)
    problems.push(`${name}: its faces do not add up`);
  if (!Number.isInteger(vertices) || points.some((value) => !Number.isFinite(value))) problems.push(`${name}: its points are broken`);
  if (indices.some((index) => !Number.isInteger(index) || index < 0 || index >= vertices))
    problems.push(`${name}: a face names a point that is not there`);
  for (const attribute of attributes) {
    if (attribute.values !== vertices * attribute.size) problems.push(`${name}: ${attribute.name} has not one value for each point`);
  }
  return problems;
}

function boxOf(meshes: readonly ReadMesh[]): { min: number[]; max: number[] } {
  const box = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  for (const { points } of meshes)
    for (let index = 0; index < points.length; index++) {
      const axis = index % 3;
      box.min[axis] = Math.min(box.min[axis]!, points[index]!);
      box.max[axis] = Math.max(box.max[axis]!, points[index]!);
    }
  return box;
}
