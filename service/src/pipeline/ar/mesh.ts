import { MeshoptEncoder } from 'meshoptimizer';
import type { BakedPart } from '../baked/index.ts';
import { setsRead } from './material.ts';
import { attribute, uniform, type Attribute, type Prim } from './prim.ts';

/** What goes along a mesh: so many numbers for each vertex. */
interface Stream {
  attribute: Extract<Attribute, { type: 'point3f[]' | 'normal3f[]' | 'texCoord2f[]' }>;
  values: Float32Array;
  size: 2 | 3;
}

const stream = (type: Stream['attribute']['type'], name: string, values: Float32Array): Stream => ({
  attribute: { type, name, ...(type === 'point3f[]' ? {} : { interpolation: 'vertex' }) },
  values,
  size: type === 'texCoord2f[]' ? 2 : 3,
});

/** Positions, normals, and the texture coordinates that the material reads: v runs down in glTF, t runs up in USD. */
function streamsOf({ points, normals, uvs }: BakedPart, material: Prim | null): Stream[] {
  const sets = material ? setsRead(material) : [];
  return [
    stream('point3f[]', 'points', points),
    ...(normals ? [stream('normal3f[]', 'normals', normals)] : []),
    ...uvs.flatMap((values, set) => {
      if (!sets.includes(set)) return [];
      const upward = values.map((value, at) => (at % 2 === 1 ? 1 - value : value));
      return [stream('texCoord2f[]', `primvars:st${set === 0 ? '' : set}`, upward)];
    }),
  ];
}

/** The same triangles with vertices that are alike in every stream made one. */
function weld(streams: readonly Stream[], indices: Uint32Array): Uint32Array {
  const first = new Map<string, number>();
  const same = new Map<number, number>();
  const one = (vertex: number): number => {
    const known = same.get(vertex);
    if (known !== undefined) return known;
    const key = streams.map(({ values, size }) => values.subarray(vertex * size, (vertex + 1) * size).join()).join(';');
    const found = first.get(key) ?? vertex;
    first.set(key, found);
    same.set(vertex, found);
    return found;
  };
  return indices.map(one);
}

/** Triangles and vertices in the order that takes the fewest bytes (the crate keeps differences of indices); vertices that none uses go. */
function inOrder(streams: readonly Stream[], indices: Uint32Array): { streams: Stream[]; indices: Uint32Array } {
  const order = indices.slice();
  const [places, count] = MeshoptEncoder.reorderMesh(order, true, true);
  const moved = streams.map((one) => {
    const values = new Float32Array(count * one.size);
    for (const [vertex, place] of places.entries()) {
      if (place >= count) continue;
      values.set(one.values.subarray(vertex * one.size, (vertex + 1) * one.size), place * one.size);
    }
    return { ...one, values };
  });
  return { streams: moved, indices: order };
}

function extentOf(points: Float32Array): Float32Array {
  const extent = Float32Array.of(Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity);
  for (const [index, value] of points.entries()) {
    const axis = index % 3;
    extent[axis] = Math.min(extent[axis]!, value);
    extent[axis + 3] = Math.max(extent[axis + 3]!, value);
  }
  return extent;
}

/** A part as a mesh of triangles. Nothing is rounded; what no material reads is left out. */
export async function meshPrim(part: BakedPart, name: string, material: { prim: Prim; path: string } | null): Promise<Prim> {
  await MeshoptEncoder.ready;
  const whole = streamsOf(part, material?.prim ?? null);
  const { streams, indices } = inOrder(whole, weld(whole, part.indices));
  return {
    type: 'Mesh',
    name,
    metadata: material ? { apiSchemas: ['MaterialBindingAPI'] } : {},
    properties: [
      ...(part.material?.getDoubleSided() ? [uniform('bool', 'doubleSided', true)] : []),
      attribute('float3[]', 'extent', extentOf(streams[0]!.values)),
      attribute('int[]', 'faceVertexCounts', new Uint32Array(indices.length / 3).fill(3)),
      attribute('int[]', 'faceVertexIndices', indices),
      ...streams.map(({ attribute: one, values }) => ({ ...one, value: values })),
      uniform('token', 'subdivisionScheme', 'none'),
      ...(material ? [{ name: 'material:binding', target: material.path }] : []),
    ],
  };
}
