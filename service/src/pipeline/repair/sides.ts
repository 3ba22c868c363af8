import { Primitive, type Document } from '@gltf-transform/core';
import type { Note, PipelineOptions } from '../contract.ts';

/** What is sewn of cloth and seen from inside: sleeves, hems, linings. */
const cloth = new Set<PipelineOptions['category']>(['garment', 'scarf', 'hat', 'bag', 'shoe']);

/** Edges that only one triangle has, of all edges: more than this share means an open sheet, not a closed body. */
const openShare = 0.005;

/** Materials of open cloth are drawn from both sides, so that nobody looks through a sleeve from inside. Only for kinds of products that are sewn. */
export function repairSides(document: Document, category: PipelineOptions['category']): Note[] {
  if (!cloth.has(category)) return [];
  const notes: Note[] = [];
  for (const mesh of document.getRoot().listMeshes())
    for (const primitive of mesh.listPrimitives()) {
      const material = primitive.getMaterial();
      if (!material || material.getDoubleSided() || primitive.getMode() !== Primitive.Mode.TRIANGLES || openEdges(primitive) <= openShare)
        continue;
      material.setDoubleSided(true);
      notes.push({
        code: 'double-sided',
        message: 'The surface is open; it is now drawn from both sides.',
        where: material.getName() || mesh.getName(),
      });
    }
  return notes;
}

/** The share of edges that lie open, with vertices at the same place taken as one. */
function openEdges(primitive: Primitive): number {
  const position = primitive.getAttribute('POSITION');
  if (!position) return 0;
  const places = new Map<string, number>();
  const place: number[] = [];
  const ids = new Uint32Array(position.getCount());
  for (let index = 0; index < ids.length; index++) {
    const key = position
      .getElement(index, place)
      .map((value) => value.toPrecision(5))
      .join();
    ids[index] = places.get(key) ?? places.size;
    places.set(key, ids[index]!);
  }
  const indices = primitive.getIndices();
  const corners = indices ? indices.getCount() : ids.length;
  const corner = (at: number): number => ids[indices ? indices.getScalar(at) : at]!;
  const edges = new Map<number, number>();
  for (let at = 0; at + 2 < corners; at += 3)
    for (let side = 0; side < 3; side++) {
      const [a, b] = [corner(at + side), corner(at + ((side + 1) % 3))];
      if (a !== b)
        edges.set(Math.min(a, b) * places.size + Math.max(a, b), (edges.get(Math.min(a, b) * places.size + Math.max(a, b)) ?? 0) + 1);
    }
  const open = [...edges.values()].filter((count) => count === 1).length;
  return edges.size === 0 ? 0 : open / edges.size;
}
