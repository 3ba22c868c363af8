import type { Accessor, Document, Primitive } from '@gltf-transform/core';
import { normals } from '@gltf-transform/functions';
import { drawnNodes } from '../measure/index.ts';
import type { Note } from '../contract.ts';

/** GL's mode of single triangles; strips and fans have higher numbers, points and lines lower ones. */
const triangles = 4;

const noteOn = (code: string, message: string, where: string | null): Note => ({ code, message, where });

/** Missing normals are made, flat, as glTF 2.0 (section 3.7.2.1) has viewers do. */
export async function repairNormals(document: Document): Promise<Note[]> {
  const bare = document
    .getRoot()
    .listMeshes()
    .filter((mesh) => mesh.listPrimitives().some((primitive) => primitive.getMode() >= triangles && !primitive.getAttribute('NORMAL')));
  if (bare.length === 0) return [];
  const names = bare.map((mesh) => mesh.getName());
  await document.transform(normals({ overwrite: false }));
  return names.map((name) => noteOn('normals-made', 'Normals were missing and were made.', name));
}

/** Viewers move a vertex by four joints at most: of more the four strongest stay. All weights of a vertex add up to one. */
export function repairWeights(document: Document): Note[] {
  const notes: Note[] = [];
  for (const node of drawnNodes(document)) {
    const skin = node.getSkin();
    if (!skin) continue;
    for (const primitive of node.getMesh()!.listPrimitives()) {
      const name = node.getMesh()!.getName() || node.getName();
      if (reduceInfluences(primitive))
        notes.push(noteOn('weights-reduced', 'More than four joints moved a vertex; the four strongest were kept.', name));
      const mended = normaliseWeights(primitive, skin.listJoints().length);
      if (mended > 0)
        notes.push(noteOn('weights-normalised', `The weights of ${mended} vertices did not add up to one and were put right.`, name));
    }
  }
  return notes;
}

function reduceInfluences(primitive: Primitive): boolean {
  const sets = primitive.listSemantics().filter((name) => name.startsWith('WEIGHTS_')).length;
  const [joints, weights] = [primitive.getAttribute('JOINTS_0'), primitive.getAttribute('WEIGHTS_0')];
  if (sets < 2 || !joints || !weights) return false;
  const count = weights.getCount();
  const newJoints = new Uint16Array(count * 4);
  const newWeights = new Float32Array(count * 4);
  for (let index = 0; index < count; index++) {
    strongest(primitive, index, sets).forEach(([joint, weight], place) => {
      newJoints[index * 4 + place] = joint;
      newWeights[index * 4 + place] = weight;
    });
  }
  for (let set = 1; set < sets; set++) primitive.setAttribute(`JOINTS_${set}`, null).setAttribute(`WEIGHTS_${set}`, null);
  primitive.setAttribute('JOINTS_0', joints.clone().setArray(newJoints).setNormalized(false));
  primitive.setAttribute('WEIGHTS_0', weights.clone().setArray(newWeights).setNormalized(false));
  return true;
}

function strongest(primitive: Primitive, index: number, sets: number): [joint: number, weight: number][] {
  const all: [number, number][] = [];
  for (let set = 0; set < sets; set++) {
    const joints = primitive.getAttribute(`JOINTS_${set}`)?.getElement(index, []) ?? [];
    const weights = primitive.getAttribute(`WEIGHTS_${set}`)?.getElement(index, []) ?? [];
    weights.forEach((weight, place) => all.push([joints[place] ?? 0, weight]));
  }
  return all.sort((a, b) => b[1] - a[1]).slice(0, 4);
}

/** Returns how many vertices were put right. What is off by less than a thousandth is rounding. */
function normaliseWeights(primitive: Primitive, jointCount: number): number {
  const [joints, weights] = [primitive.getAttribute('JOINTS_0'), primitive.getAttribute('WEIGHTS_0')];
  if (!joints?.getArray() || !weights?.getArray()) return 0;
  const mended = wrongVertices(joints, weights, jointCount);
  if (mended.length === 0) return 0;
  const newWeights = weights.clone().setArray(floats(weights)).setNormalized(false);
  const newJoints = joints.clone();
  for (const index of mended) {
    const joint = newJoints.getElement(index, []);
    const weight = newWeights.getElement(index, []).map((value, place) => (value > 0 && (joint[place] ?? 0) < jointCount ? value : 0));
    const sum = weight.reduce((a, b) => a + b, 0);
    newWeights.setElement(index, sum > 0 ? weight.map((value) => value / sum) : [1, 0, 0, 0]);
    newJoints.setElement(
      index,
      joint.map((value) => (value < jointCount ? value : 0)),
    );
  }
  primitive.setAttribute('WEIGHTS_0', newWeights).setAttribute('JOINTS_0', newJoints);
  return mended.length;
}

function wrongVertices(joints: Accessor, weights: Accessor, jointCount: number): number[] {
  const wrong: number[] = [];
  const [joint, weight]: [number[], number[]] = [[], []];
  // Weights in bytes cannot add up to one more exactly than their own steps allow.
  const slack = weights.getComponentSize() === 1 ? 0.02 : 0.001;
  for (let index = 0; index < weights.getCount(); index++) {
    weights.getElement(index, weight);
    joints.getElement(index, joint);
    const sum = weight.reduce((a, b) => a + b, 0);
    if (!(Math.abs(sum - 1) <= slack) || weight.some((value, place) => value < 0 || (value > 0 && joint[place]! >= jointCount)))
      wrong.push(index);
  }
  return wrong;
}

function floats(accessor: Accessor): Float32Array<ArrayBuffer> {
  const size = accessor.getElementSize();
  const array = new Float32Array(accessor.getCount() * size);
  const element: number[] = [];
  for (let index = 0; index < accessor.getCount(); index++) array.set(accessor.getElement(index, element), index * size);
  return array;
}
