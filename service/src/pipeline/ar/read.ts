import { USDCParser } from 'three/examples/jsm/loaders/usd/USDCParser.js';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import { own } from '../gltf/resources.ts';
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

/** Reads a USDZ of one binary layer again, by three's reader, and checks its structure: the archive, the layer, counts, indices, what it refers to. */
export function readUsdz(bytes: Uint8Array): Result<UsdzFacts, Failure> {
  const { files, problems } = readZip(bytes);
  const [first, ...others] = files;
  if (!first?.name.endsWith('.usdc')) return wrong([...problems, 'its first file is not a .usdc layer']);
  if (new Set(files.map(({ name }) => name)).size !== files.length) problems.push('two of its files bear one name');
  problems.push(...others.flatMap(pictureProblem));
  const layer = layerOf(first.data);
  if (typeof layer === 'string') return wrong([...problems, layer]);
  problems.push(...layerProblems(layer), ...referenceProblems(layer, others));
  const meshes = meshesOf(layer);
  problems.push(...meshes.flatMap(meshProblems));
  if (problems.length > 0) return wrong(problems);
  const box = boxOf(meshes);
  return ok({
    files: files.map(({ name, data, offset }) => ({ name, bytes: data.byteLength, offset })),
    meshes: meshes.length,
    points: meshes.reduce((sum, { points }) => sum + points.length / 3, 0),
    triangles: meshes.reduce((sum, { counts }) => sum + counts.reduce((all, count) => all + count - 2, 0), 0),
    materials: pathsOf(layer, 'Material').length,
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

/** What stands at each path of a layer. */
type Layer = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** The layer; a text says why there is none. */
function layerOf(data: Uint8Array): Layer | string {
  try {
    const { specsByPath } = new USDCParser().parseData(own(data).buffer);
    return new Map(Object.entries(specsByPath).map(([path, spec]) => [path, spec?.fields ?? {}]));
  } catch (error) {
    return `its layer cannot be read (${(error as Error).message})`;
  }
}

/** The paths of prims of a type. */
const pathsOf = (layer: Layer, type: string): string[] =>
  [...layer].filter(([path, fields]) => fields['typeName'] === type && !path.includes('.')).map(([path]) => path);

const said = { defaultPrim: 'Root', metersPerUnit: 1, upAxis: 'Y' };

const layerProblems = (layer: Layer): string[] =>
  Object.entries(said).flatMap(([name, value]) => (layer.get('/')?.[name] === value ? [] : [`the layer does not say ${name} = ${value}`]));

/** Every path and file that is named is there. */
function referenceProblems(layer: Layer, others: readonly StoredFile[]): string[] {
  const names = new Set(others.map(({ name }) => name));
  return [...layer].flatMap(([path, fields]) => {
    const targets = [fields['connectionPaths'], fields['targetPaths']].flatMap((list) => (list as string[] | null | undefined) ?? []);
    const lost = targets.filter((target) => !layer.has(target)).map((target) => `${path} speaks of ${target}, which is missing`);
    const file = fields['typeName'] === 'asset' ? (fields['default'] as string) : null;
    return file === null || names.has(file) ? lost : [...lost, `the picture ${file} is missing`];
  });
}

type Numbers = readonly number[];

interface ReadMesh {
  name: string;
  counts: Numbers;
  indices: Numbers;
  points: Numbers;
  extent: Numbers;
  /** values of each attribute that goes by vertices, and how many a vertex has. */
  attributes: { name: string; values: number; size: number }[];
}

function meshesOf(layer: Layer): ReadMesh[] {
  return pathsOf(layer, 'Mesh').map((path) => {
    const list = (name: string): Numbers => Array.from((layer.get(`${path}.${name}`)?.['default'] as ArrayLike<number> | undefined) ?? []);
    const attributes = [...layer].flatMap(([at, fields]) =>
      at.startsWith(`${path}.`) && fields['interpolation'] === 'vertex'
        ? [
            {
              name: at.slice(path.length + 1),
              values: (fields['default'] as ArrayLike<number>).length,
              size: fields['typeName'] === 'normal3f[]' ? 3 : 2,
            },
          ]
        : [],
    );
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      counts: list('faceVertexCounts'),
      indices: list('faceVertexIndices'),
      points: list('points'),
      extent: list('extent'),
      attributes,
    };
  });
}

function meshProblems({ name, counts, indices, points, extent, attributes }: ReadMesh): string[] {
  const vertices = points.length / 3;
  const problems: string[] = [];
  if (counts.length === 0 || counts.reduce((sum, count) => sum + count, 0) !== indices.length)
    problems.push(`${name}: its faces do not add up`);
  if (!Number.isInteger(vertices) || points.some((value) => !Number.isFinite(value))) problems.push(`${name}: its points are broken`);
  if (indices.some((index) => !Number.isInteger(index) || index < 0 || index >= vertices))
    problems.push(`${name}: a face names a point that is not there`);
  if (points.some((value, at) => !(value >= extent[at % 3]! && value <= extent[(at % 3) + 3]!)))
    problems.push(`${name}: a point lies outside of its extent`);
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
