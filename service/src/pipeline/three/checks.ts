import type { Animation, Document, Node } from '@gltf-transform/core';
import { drawnBounds, shownScene, sizeOf } from '../measure/bounds.ts';
import { multiply, type Matrix } from '../measure/skin.ts';
import type { Note } from '../contract.ts';
import { refuse } from '../refusal.ts';

/** How far a clip's first moment may move the body, as a share of its height. Right imports stay below 0.08; assimp's broken pivots jump 0.53. */
const mostShift = 0.3;

const next = 'Export it again as GLB, or as FBX 7.4 binary with its deformers and without constraints.';

/** Each node's matrix from its parents, with some nodes posed otherwise. */
function worlds(document: Document, posed: ReadonlyMap<Node, Matrix>): (node: Node) => Matrix {
  const known = new Map<Node, Matrix>();
  const visit = (node: Node, parent: Matrix | null): void => {
    const local = posed.get(node) ?? node.getMatrix();
    const world = parent ? multiply(parent, local) : local;
    known.set(node, world);
    for (const child of node.listChildren()) visit(child, world);
  };
  for (const child of shownScene(document)?.listChildren() ?? []) visit(child, null);
  return (node) => known.get(node) ?? node.getWorldMatrix();
}

/** The pose of a clip's first moment. */
function firstPose(document: Document, clip: Animation): Map<Node, Matrix> {
  const changes = new Map<Node, Record<string, number[]>>();
  for (const channel of clip.listChannels()) {
    const node = channel.getTargetNode();
    const output = channel.getSampler()?.getOutput();
    const path = channel.getTargetPath();
    if (!node || !output || !path || path === 'weights') continue;
    const cubic = channel.getSampler()!.getInterpolation() === 'CUBICSPLINE';
    changes.set(node, { ...changes.get(node), [path]: output.getElement(cubic ? 1 : 0, []) });
  }
  const scratch = document.createNode('pose');
  const posed = new Map<Node, Matrix>();
  for (const [node, { translation, rotation, scale }] of changes) {
    scratch.setTranslation((translation ?? node.getTranslation()) as [number, number, number]);
    scratch.setRotation((rotation ?? node.getRotation()) as [number, number, number, number]);
    scratch.setScale((scale ?? node.getScale()) as [number, number, number]);
    posed.set(node, scratch.getMatrix());
  }
  scratch.dispose();
  return posed;
}

/** How far a clip's first moment moves the body's middle from where it rests, as a share of its height. */
export function shiftOf(document: Document, clip: Animation): number {
  const rest = drawnBounds(document);
  const begun = drawnBounds(document, worlds(document, firstPose(document, clip)));
  if (!rest || !begun) return rest ? Infinity : 0;
  const middle = (axis: 0 | 1 | 2, box: typeof rest): number => (box.min[axis] + box.max[axis]) / 2;
  const moved = Math.hypot(...([0, 1, 2] as const).map((axis) => middle(axis, begun) - middle(axis, rest)));
  const height = Math.max(...sizeOf(rest));
  return height === 0 ? Infinity : moved / height;
}

/**
 * What a reader of a foreign format made is taken only when it draws something, all its numbers are numbers and no clip throws the body off its place.
 * Throws a refusal that says which of these failed; with `dropClips` such clips are left out instead and told of.
 */
export function checkMade(document: Document, name: string, { dropClips = false } = {}): Note[] {
  const bounds = drawnBounds(document);
  if (!bounds || Math.max(...sizeOf(bounds)) === 0) refuse('nothing-drawn', `${name} holds no surface that could be read.`, next);
  for (const accessor of document.getRoot().listAccessors())
    if (!accessor.getArray()?.every(Number.isFinite)) refuse('numbers-broken', `Some numbers in ${name} are none (NaN).`, next);
  const dropped: Note[] = [];
  for (const clip of document.getRoot().listAnimations()) {
    const shift = shiftOf(document, clip);
    if (shift <= mostShift) continue;
    const message = `The clip “${clip.getName()}” of ${name} throws the body ${shift.toFixed(2)} of its height off its place as it starts`;
    if (!dropClips) refuse('clip-jumps', `${message}.`, next);
    for (const part of [...clip.listSamplers(), ...clip.listChannels(), clip]) part.dispose();
    dropped.push({ code: 'clip-jumps', message: `${message}; it was left out.`, where: clip.getName() });
  }
  return dropped;
}
