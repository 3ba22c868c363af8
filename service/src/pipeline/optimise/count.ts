import type { Document } from '@gltf-transform/core';

/** The triangles that a document's meshes hold, each mesh once for each node that shows it. */
export function trianglesIn(document: Document): number {
  let sum = 0;
  for (const node of document.getRoot().listNodes())
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const corners = primitive.getIndices()?.getCount() ?? primitive.getAttribute('POSITION')?.getCount() ?? 0;
      if (primitive.getMode() === 4) sum += Math.floor(corners / 3);
      else if (primitive.getMode() > 4) sum += Math.max(0, corners - 2);
    }
  return sum;
}

const large = 1024 * 1024;

/** Whether its geometry (points, triangles, clips; not its pictures) is so much that the memory for working on it is worth a thread of its own. */
export const isLarge = (document: Document): boolean =>
  document
    .getRoot()
    .listAccessors()
    .reduce((sum, accessor) => sum + accessor.getByteLength(), 0) >= large;
