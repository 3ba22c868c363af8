import type { Node, Primitive, Skin } from '@gltf-transform/core';
import { Matrix4, Vector3 } from 'three';

/** Where each joint carries its vertices: its world matrix × its inverse bind matrix (glTF 2.0, section 3.7.3.3). */
export function jointMatrices(skin: Skin): Matrix4[] {
  const inverse = skin.getInverseBindMatrices();
  return skin.listJoints().map((joint, index) => {
    const world = new Matrix4().fromArray(joint.getWorldMatrix());
    return inverse ? world.multiply(new Matrix4().fromArray(inverse.getElement(index, []))) : world;
  });
}

export interface Influence {
  joint: number;
  weight: number;
}

/** The joints that move a vertex, over all sets (JOINTS_0, JOINTS_1 …), without those of no weight. */
export function influencesOf(primitive: Primitive, vertex: number): Influence[] {
  const found: Influence[] = [];
  for (let set = 0; ; set++) {
    const joints = primitive.getAttribute(`JOINTS_${set}`);
    const weights = primitive.getAttribute(`WEIGHTS_${set}`);
    if (!joints || !weights) return found;
    const [j, w] = [joints.getElement(vertex, []), weights.getElement(vertex, [])];
    for (let slot = 0; slot < 4; slot++) if (w[slot]! > 0) found.push({ joint: j[slot]!, weight: w[slot]! });
  }
}

/** World positions (x, y, z …) of a primitive's vertices as they are drawn in the skeleton's present pose. */
export function drawnPositions(node: Node, primitive: Primitive): Float32Array {
  const position = primitive.getAttribute('POSITION')!;
  const skin = node.getSkin();
  const matrices = skin && primitive.getAttribute('JOINTS_0') ? jointMatrices(skin) : null;
  const world = new Matrix4().fromArray(node.getWorldMatrix());
  const drawn = new Float32Array(position.getCount() * 3);
  const [at, part, sum] = [new Vector3(), new Vector3(), new Vector3()];
  for (let vertex = 0; vertex < position.getCount(); vertex++) {
    at.fromArray(position.getElement(vertex, []));
    if (!matrices) sum.copy(at).applyMatrix4(world);
    else {
      sum.set(0, 0, 0);
      for (const { joint, weight } of influencesOf(primitive, vertex))
        sum.addScaledVector(part.copy(at).applyMatrix4(matrices[joint]!), weight);
    }
    drawn.set([sum.x, sum.y, sum.z], vertex * 3);
  }
  return drawn;
}

/** The vertex numbers of a primitive's triangles, three by three. Other modes than triangles have none. */
export function trianglesOf(primitive: Primitive): Uint32Array {
  if (primitive.getMode() !== 4) return new Uint32Array();
  const indices = primitive.getIndices();
  const count = indices?.getCount() ?? primitive.getAttribute('POSITION')!.getCount();
  return Uint32Array.from({ length: count - (count % 3) }, (_, index) => indices?.getScalar(index) ?? index);
}

/** The matrix that a vertex goes by: its joints' matrices, mixed by their weights (linear blend skinning). */
export function blended(influences: readonly Influence[], matrices: readonly Matrix4[]): Matrix4 {
  const sum = new Matrix4().set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  const total = influences.reduce((all, { weight }) => all + weight, 0);
  for (const { joint, weight } of influences) {
    for (let index = 0; index < 16; index++) sum.elements[index]! += (matrices[joint]!.elements[index]! * weight) / total;
  }
  return sum;
}

/** The joints that move any vertex of a node's mesh. */
export function movingJoints(node: Node): Set<Node> {
  const joints = node.getSkin()?.listJoints() ?? [];
  const moving = new Set<Node>();
  for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
    for (let vertex = 0; vertex < primitive.getAttribute('POSITION')!.getCount(); vertex++) {
      for (const { joint } of influencesOf(primitive, vertex)) moving.add(joints[joint]!);
    }
  }
  return moving;
}
