import type { Document, Node, Scene } from '@gltf-transform/core';
import type { z } from 'zod';
import type { box } from '../contract.ts';
import { eachVertex, type Matrix } from './skin.ts';

export type Box = z.output<typeof box>;

/** The scene that is shown. */
export const shownScene = (document: Document): Scene | null =>
  document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0] ?? null;

/** The nodes of the shown scene that draw something. */
export function drawnNodes(document: Document): Node[] {
  const nodes: Node[] = [];
  shownScene(document)?.traverse((node) => {
    if (node.getMesh()) nodes.push(node);
  });
  return nodes;
}

/**
 * The box around what is drawn, in metres: skinned meshes where their joints put them, morph targets at their default weights. (The library's own getBounds
 * takes a skinned mesh for a still one.) Null: nothing is drawn. `world` may pose the nodes otherwise.
 */
export function drawnBounds(document: Document, world: (node: Node) => Matrix = (node) => node.getWorldMatrix()): Box | null {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const node of drawnNodes(document))
    for (const primitive of node.getMesh()!.listPrimitives())
      eachVertex(primitive, node, world, (x, y, z) => {
        if (x < min[0]) min[0] = x;
        if (y < min[1]) min[1] = y;
        if (z < min[2]) min[2] = z;
        if (x > max[0]) max[0] = x;
        if (y > max[1]) max[1] = y;
        if (z > max[2]) max[2] = z;
      });
  return [...min, ...max].every(Number.isFinite) ? { min, max } : null;
}

/** Width, height and depth of a box. */
export const sizeOf = ({ min, max }: Box): [number, number, number] => [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
