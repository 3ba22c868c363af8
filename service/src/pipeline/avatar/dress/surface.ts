import type { Node, Primitive } from '@gltf-transform/core';
import { Vector3 } from 'three';
import { drawnPositions, trianglesOf } from '../skin.ts';

/** One drawn primitive and where its vertices lie in the whole. */
export interface Part {
  node: Node;
  primitive: Primitive;
  /** its first vertex in the surface. */
  start: number;
}

/** Several primitives as one surface in the world, as they are drawn in the present pose. */
export interface Surface {
  parts: Part[];
  positions: Float32Array;
  triangles: Uint32Array;
  /** vertex normals, mean over all vertices at the same place (seams do not count). */
  normals: Float32Array;
}

export function surfaceOf(nodes: readonly Node[]): Surface {
  const parts: Part[] = [];
  const [positions, triangles]: [number[], number[]] = [[], []];
  for (const node of nodes) {
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const start = positions.length / 3;
      parts.push({ node, primitive, start });
      for (const value of drawnPositions(node, primitive)) positions.push(value);
      for (const vertex of trianglesOf(primitive)) triangles.push(start + vertex);
    }
  }
  const surface = { parts, positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) };
  return { ...surface, normals: normalsOf(surface.positions, surface.triangles) };
}

/** One number for all vertices at the same place, to a hundredth of a millimetre. */
export function placesOf(positions: Float32Array): Uint32Array {
  const seen = new Map<string, number>();
  return Uint32Array.from({ length: positions.length / 3 }, (_, vertex) => {
    const key = [0, 1, 2].map((axis) => Math.round(positions[vertex * 3 + axis]! * 1e5)).join();
    const place = seen.get(key) ?? seen.size;
    seen.set(key, place);
    return place;
  });
}

function normalsOf(positions: Float32Array, triangles: Uint32Array): Float32Array {
  const places = placesOf(positions);
  const sums = new Float32Array(positions.length);
  const at = (vertex: number): Vector3 => new Vector3().fromArray(positions, vertex * 3);
  for (let index = 0; index < triangles.length; index += 3) {
    const [a, b, c] = [triangles[index]!, triangles[index + 1]!, triangles[index + 2]!];
    const area = at(b)
      .sub(at(a))
      .cross(at(c).sub(at(a)));
    for (const vertex of [a, b, c]) area.toArray().forEach((value, axis) => (sums[places[vertex]! * 3 + axis]! += value));
  }
  const normals = new Float32Array(positions.length);
  for (let vertex = 0; vertex < places.length; vertex++) {
    normals.set(
      new Vector3()
        .fromArray(sums, places[vertex]! * 3)
        .normalize()
        .toArray(),
      vertex * 3,
    );
  }
  return normals;
}

export const vectorAt = (values: Float32Array, vertex: number): Vector3 => new Vector3().fromArray(values, vertex * 3);
