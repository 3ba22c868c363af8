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

/** All numbers of one vertex after the other, as bits; 0 and −0 are one. */
function bitsOf(streams: readonly Stream[], count: number, width: number): Uint32Array {
  const rows = new Float32Array(count * width);
  let offset = 0;
  for (const { values, size } of streams) {
    for (let vertex = 0; vertex < count; vertex++)
      for (let axis = 0; axis < size; axis++) rows[vertex * width + offset + axis] = values[vertex * size + axis]! + 0;
    offset += size;
  }
  return new Uint32Array(rows.buffer);
}

/** FNV-1a over the words of a row (G. Fowler, L. C. Noll, K.-P. Vo), its upper bits mixed into the lower ones. */
function hashOf(bits: Uint32Array, from: number, width: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < from + width; at++) hash = Math.imul(hash ^ bits[at]!, 0x01000193) ^ (hash >>> 15);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The same triangles with vertices that are alike in every stream made one. Takes 50 bytes a vertex: models have a million of them. */
function weld(streams: readonly Stream[], indices: Uint32Array): Uint32Array {
  const count = streams[0]!.values.length / streams[0]!.size;
  const width = streams.reduce((sum, { size }) => sum + size, 0);
  const bits = bitsOf(streams, count, width);
  const mask = 2 ** Math.ceil(Math.log2(count * 2 + 1)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const alike = (one: number, other: number): boolean => {
    for (let at = 0; at < width; at++) if (bits[one * width + at] !== bits[other * width + at]) return false;
    return true;
  };
  const firstOf = (vertex: number): number => {
    let slot = hashOf(bits, vertex * width, width) & mask;
    while (table[slot]! >= 0 && !alike(table[slot]!, vertex)) slot = (slot + 1) & mask;
    if (table[slot]! < 0) table[slot] = vertex;
    return table[slot]!;
  };
  return indices.map(firstOf);
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
