import type { Node } from '@gltf-transform/core';
import { Matrix3, Matrix4, Triangle, Vector3 } from 'three';
import { influencesOf } from '../skin.ts';
import type { VertexWeights, Worn } from './attach.ts';
import { TriangleGrid } from './grid.ts';
import { placesOf, vectorAt, type Surface } from './surface.ts';

/** How often weights are mixed with the neighbours', so that an armpit does not tear. */
const rounds = 4;

/** Gives a garment without a skeleton the weights of the body below it: of the nearest triangle, by the place within it. */
export function transferWeights(drawn: Surface, body: Surface, size: number): VertexWeights[] {
  const grid = new TriangleGrid(body.positions, body.triangles, { cell: 0.03 * size, span: 4 * size });
  const bodyWeights = weightsOf(body);
  const weights: VertexWeights[] = [];
  for (let vertex = 0; vertex < drawn.positions.length / 3; vertex++) {
    const [point, normal] = [vectorAt(drawn.positions, vertex), vectorAt(drawn.normals, vertex)];
    // What faces another way is likely another limb: an arm beside the waist.
    const near = grid.nearest(point, (distance, triangle) => distance * (1.6 - 0.6 * normal.dot(grid.normal(triangle))));
    weights.push(near ? within(grid, near, bodyWeights) : new Map());
  }
  return smooth(weights, drawn);
}

/** Each body vertex' own weights by node: primitives may have different skins. */
function weightsOf(body: Surface): VertexWeights[] {
  const weights: VertexWeights[] = [];
  for (const { node, primitive } of body.parts) {
    const joints: readonly Node[] = node.getSkin()?.listJoints() ?? [];
    for (let vertex = 0; vertex < primitive.getAttribute('POSITION')!.getCount(); vertex++) {
      weights.push(new Map(influencesOf(primitive, vertex).map(({ joint, weight }) => [joints[joint]!, weight])));
    }
  }
  return weights;
}

function within(grid: TriangleGrid, near: { triangle: number; point: Vector3 }, weights: readonly VertexWeights[]): VertexWeights {
  const { a, b, c } = grid.at(near.triangle);
  const shares = Triangle.getBarycoord(near.point, a, b, c, new Vector3())?.toArray() ?? [1, 0, 0];
  const mixed: VertexWeights = new Map();
  shares.forEach((share, corner) => {
    for (const [node, weight] of weights[grid.triangles[near.triangle * 3 + corner]!]!)
      mixed.set(node, (mixed.get(node) ?? 0) + weight * Math.max(0, share));
  });
  return mixed;
}

/** Laplacian smoothing over the garment's edges; vertices at one place (seams) have one weight, so that seams stay closed. */
function smooth(weights: VertexWeights[], { positions, triangles }: { positions: Float32Array; triangles: Uint32Array }): VertexWeights[] {
  const places = placesOf(positions);
  const neighbours = new Map<number, Set<number>>();
  for (let index = 0; index < triangles.length; index += 3) {
    const corners = [0, 1, 2].map((corner) => places[triangles[index + corner]!]!);
    for (const one of corners) {
      const around = neighbours.get(one) ?? new Set();
      neighbours.set(one, around);
      corners.filter((other) => other !== one).forEach((other) => around.add(other));
    }
  }
  let now = new Map<number, VertexWeights>();
  weights.forEach((one, vertex) => now.set(places[vertex]!, one));
  for (let round = 0; round < rounds; round++) {
    now = new Map(
      [...now].map(([place, own]) => [
        place,
        mixed(
          own,
          [...(neighbours.get(place) ?? [])].map((other) => now.get(other)!),
        ),
      ]),
    );
  }
  return weights.map((_, vertex) => now.get(places[vertex]!)!);
}

/** A fitted garment's meshes, each with the body's weights. */
export function wear(fitted: Surface, body: Surface, size: number): Worn[] {
  const weights = transferWeights(fitted, body, size);
  const nodes = [...new Set(fitted.parts.map(({ node }) => node))];
  return nodes.map((node) => {
    const toWorld = new Matrix3().getNormalMatrix(new Matrix4().fromArray(node.getWorldMatrix()));
    const parts = fitted.parts.filter((part) => part.node === node);
    const drawn = parts.map(({ primitive, start }) => {
      const [count, normal] = [primitive.getAttribute('POSITION')!.getCount(), primitive.getAttribute('NORMAL')];
      const normals = normal ? new Float32Array(count * 3) : null;
      for (let vertex = 0; normals && normal && vertex < count; vertex++) {
        normals.set(new Vector3().fromArray(normal.getElement(vertex, [])).applyMatrix3(toWorld).normalize().toArray(), vertex * 3);
      }
      const positions = Float32Array.from(fitted.positions.subarray(start * 3, (start + count) * 3));
      return { positions, normals, weights: weights.slice(start, start + count) };
    });
    return { name: node.getName() || 'garment', mesh: node.getMesh()!, drawn };
  });
}

/** Half its own, half its neighbours' weights. */
function mixed(own: VertexWeights, around: readonly VertexWeights[]): VertexWeights {
  if (around.length === 0) return own;
  const sum: VertexWeights = new Map([...own].map(([node, weight]) => [node, weight / 2]));
  for (const [node, weight] of around.flatMap((one) => [...one])) sum.set(node, (sum.get(node) ?? 0) + weight / 2 / around.length);
  return sum;
}
