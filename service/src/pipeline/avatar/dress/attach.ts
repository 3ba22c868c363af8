import type { Document, Mesh, Node, Primitive } from '@gltf-transform/core';
import { Matrix4 } from 'three';

/** A garment's mesh as it lies on the avatar: one entry of `drawn` and `weights` for each of its primitives. */
export interface Worn {
  name: string;
  mesh: Mesh;
  /** positions, normals in the world, the avatar in the pose it comes in. */
  drawn: { positions: Float32Array<ArrayBuffer>; normals: Float32Array<ArrayBuffer> | null; weights: VertexWeights[] }[];
}

/** Avatar's node → how much it moves a vertex. */
export type VertexWeights = Map<Node, number>;

/** At most four joints a vertex, the strongest, summing to 1 (glTF 2.0, 3.7.3.1). */
export function strongest(weights: VertexWeights): [Node, number][] {
  const top = [...weights]
    .filter(([, weight]) => weight > 1e-4)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4);
  const sum = top.reduce((total, [, weight]) => total + weight, 0);
  return top.map(([node, weight]) => [node, weight / sum]);
}

/** Hangs a garment on the avatar's own joints: its positions are the world's, so that each joint's inverse bind matrix is its inverse world matrix. */
export function attach(document: Document, worn: Worn): Node {
  const joints = [...new Set(worn.drawn.flatMap(({ weights }) => weights.flatMap((one) => strongest(one).map(([node]) => node))))];
  const index = new Map(joints.map((joint, number) => [joint, number]));
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const inverse = new Float32Array(joints.length * 16);
  joints.forEach((joint, number) => inverse.set(new Matrix4().fromArray(joint.getWorldMatrix()).invert().toArray(), number * 16));
  const skin = document
    .createSkin(worn.name)
    .setInverseBindMatrices(document.createAccessor().setType('MAT4').setArray(inverse).setBuffer(buffer));
  for (const joint of joints) skin.addJoint(joint);
  const mesh = worn.mesh.clone().setWeights([]);
  mesh.listPrimitives().forEach((old, number) => {
    mesh.removePrimitive(old);
    mesh.addPrimitive(dressPrimitive(document, old.clone(), { ...worn.drawn[number]!, index }));
  });
  const node = document.createNode(worn.name).setMesh(mesh).setSkin(skin);
  (document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0]!).addChild(node);
  return node;
}

function dressPrimitive(
  document: Document,
  primitive: Primitive,
  { positions, normals, weights, index }: Worn['drawn'][number] & { index: ReadonlyMap<Node, number> },
): Primitive {
  const buffer = document.getRoot().listBuffers()[0]!;
  const joints = new Uint16Array(weights.length * 4);
  const shares = new Float32Array(weights.length * 4);
  weights.forEach((one, vertex) => {
    strongest(one).forEach(([node, weight], slot) => {
      joints[vertex * 4 + slot] = index.get(node)!;
      shares[vertex * 4 + slot] = weight;
    });
  });
  for (const target of primitive.listTargets()) primitive.removeTarget(target);
  for (const semantic of primitive.listSemantics())
    if (/^(JOINTS|WEIGHTS)_|^TANGENT$/.test(semantic)) primitive.setAttribute(semantic, null);
  const vec3 = (array: Float32Array<ArrayBuffer>) => document.createAccessor().setType('VEC3').setArray(array).setBuffer(buffer);
  const vec4 = (array: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>) =>
    document.createAccessor().setType('VEC4').setArray(array).setBuffer(buffer);
  primitive.setAttribute('POSITION', vec3(positions)).setAttribute('NORMAL', normals && vec3(normals));
  return primitive.setAttribute('JOINTS_0', vec4(joints)).setAttribute('WEIGHTS_0', vec4(shares));
}
