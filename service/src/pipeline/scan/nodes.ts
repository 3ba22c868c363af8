import { sceneLimits } from '../limits.ts';
import { refuse } from '../refusal.ts';
import type { Json } from './glb.ts';

const again = 'Export the model again; if its tree is deep on purpose, flatten it first.';

const numbers = (value: unknown): number[] => (Array.isArray(value) ? (value as number[]) : []);

/** Nodes form trees (glTF 2.0, section 3.5.2): each has one parent at most, none is its own ancestor, and no tree is deeper than any rig. */
export function checkNodes(json: Json): void {
  const nodes = (json['nodes'] as Json[] | undefined) ?? [];
  const parent = new Array<number>(nodes.length).fill(-1);
  for (const [index, node] of nodes.entries()) {
    checkPlace(node, index);
    for (const child of numbers(node['children'])) {
      if (!Number.isInteger(child) || child < 0 || child >= nodes.length)
        refuse('node-missing', `Node ${index} names a child, ${JSON.stringify(child)}, that is not there.`, again);
      if (parent[child] !== -1) refuse('node-shared', `Node ${child} has two parents, nodes ${parent[child]} and ${index}.`, again);
      parent[child] = index;
    }
  }
  const depth = new Array<number>(nodes.length).fill(0);
  for (let index = 0; index < nodes.length; index++) measureDepth(index, parent, depth);
}

/** JSON has larger numbers than floats: 1e999 is infinite as soon as it is read. */
function checkPlace(node: Json, index: number): void {
  const values = ['translation', 'rotation', 'scale', 'matrix'].flatMap((key) => numbers(node[key]));
  if (!values.every((value) => Number.isFinite(value) && Math.abs(value) < 1e12))
    refuse('numbers-too-large', `Node ${index} has a place, turn or scale that is no usable number.`, again);
}

/** Walks up until a node of known depth, then writes the depths down; a walk longer than there are nodes goes in a circle. */
function measureDepth(index: number, parent: readonly number[], depth: number[]): void {
  const way: number[] = [];
  let at = index;
  while (at !== -1 && depth[at] === 0) {
    if (way.length > parent.length) refuse('node-cycle', `Node ${index} is its own ancestor.`, again);
    way.push(at);
    at = parent[at]!;
  }
  let level = at === -1 ? 0 : depth[at]!;
  for (const node of way.reverse()) {
    depth[node] = ++level;
    if (level > sceneLimits.depth)
      refuse('too-deep', `The model’s nodes are nested more than ${sceneLimits.depth} deep (node ${node}).`, again);
  }
}
