import type { Accessor, Node, Primitive, vec3 } from '@gltf-transform/core';

/** Sixteen numbers, column by column, as glTF writes a matrix. */
export type Matrix = readonly number[];

const identity: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

export function multiply(a: Matrix, b: Matrix): number[] {
  const product = new Array<number>(16).fill(0);
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += a[k * 4 + row]! * b[column * 4 + k]!;
      product[column * 4 + row] = sum;
    }
  return product;
}

/** What moves each vertex of a skinned node: joint's world matrix × inverse bind matrix (glTF 2.0, section 3.7.3.3). `world` may pose the nodes otherwise. */
export function jointMatrices(node: Node, world: (node: Node) => Matrix): Matrix[] | null {
  const skin = node.getSkin();
  if (!skin) return null;
  const inverse = skin.getInverseBindMatrices();
  return skin
    .listJoints()
    .map((joint, index) => multiply(world(joint), inverse && index < inverse.getCount() ? inverse.getElement(index, []) : identity));
}

/** Calls back with the position of each vertex as it is drawn: morph targets at the node's default weights, then skin or node matrix. */
export function eachVertex(
  primitive: Primitive,
  node: Node,
  world: (node: Node) => Matrix,
  visit: (x: number, y: number, z: number) => void,
): void {
  const position = primitive.getAttribute('POSITION');
  if (!position?.getArray()) return;
  const joints = skinOf(primitive, node, world);
  const still = world(node);
  const morphs = morphsOf(primitive, node);
  const point: vec3 = [0, 0, 0];
  const blended = new Array<number>(16);
  const count = position.getCount();
  for (let index = 0; index < count; index++) {
    position.getElement(index, point);
    for (const { weight, delta } of morphs) {
      const move = delta.getElement(index, [0, 0, 0]);
      for (let axis = 0; axis < 3; axis++) point[axis]! += weight * move[axis]!;
    }
    const m = joints ? joints.blend(index, blended) : still;
    const [x, y, z] = point;
    visit(
      m[0]! * x + m[4]! * y + m[8]! * z + m[12]!,
      m[1]! * x + m[5]! * y + m[9]! * z + m[13]!,
      m[2]! * x + m[6]! * y + m[10]! * z + m[14]!,
    );
  }
}

/** The morph targets that a node's default weights show. */
export function morphsOf(primitive: Primitive, node: Node): { weight: number; delta: Accessor }[] {
  const weights = node.getWeights().length > 0 ? node.getWeights() : (node.getMesh()?.getWeights() ?? []);
  return primitive.listTargets().flatMap((target, index) => {
    const delta = target.getAttribute('POSITION');
    const weight = weights[index] ?? 0;
    return delta?.getArray() && weight !== 0 ? [{ weight, delta }] : [];
  });
}

export interface Blend {
  blend(index: number, into: number[]): Matrix;
}

/** The blended joint matrices of a skinned primitive's vertices; null: it has no skin. */
export function skinOf(primitive: Primitive, node: Node, world: (node: Node) => Matrix): Blend | null {
  const matrices = jointMatrices(node, world);
  const joints = primitive.getAttribute('JOINTS_0');
  const weights = primitive.getAttribute('WEIGHTS_0');
  if (!matrices || !joints?.getArray() || !weights?.getArray()) return null;
  const joint: number[] = [];
  const weight: number[] = [];
  return {
    blend(index, into) {
      joints.getElement(index, joint);
      weights.getElement(index, weight);
      into.fill(0);
      let sum = 0;
      for (let k = 0; k < 4; k++) {
        const share = weight[k] ?? 0;
        const matrix = matrices[joint[k] ?? 0];
        if (share === 0 || !matrix) continue;
        sum += share;
        for (let i = 0; i < 16; i++) into[i]! += share * matrix[i]!;
      }
      if (sum === 0) return identity;
      for (let i = 0; i < 16; i++) into[i]! /= sum;
      return into;
    },
  };
}
