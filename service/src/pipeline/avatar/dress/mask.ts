import type { Document, Node, Primitive } from '@gltf-transform/core';
import type { Vector3 } from 'three';
import { blended, influencesOf, jointMatrices, trianglesOf } from '../skin.ts';
import { TriangleGrid } from './grid.ts';
import { vectorAt, type Surface } from './surface.ts';

/** How far a garment may hang off what it hides, how far a body may stand out of a garment, and how much body stays below an opening: in body heights. */
const loose = 0.12;
const tight = 0.06;
const rim = 0.012;
/** Below a hem that hangs off, one looks in as far as it hangs off, this far at most. */
const looksIn = 0.05;
/** How far under the cloth what is left of the body lies. */
const below = 0.004;

/** How a garment covers a vertex of the body; null: not at all. `tucked`: where it is to be, so that it lies under the cloth; `gap`: the air between, metres. */
export type Cover = { tucked: Vector3 | null; gap: number } | null;

/** Which of the body's vertices a garment covers: it lies over them, or they stand a little out of it. */
export function coveredBy(garment: Surface, body: Surface, height: number): Cover[] {
  const size = { cell: 0.03 * height, span: tight * height };
  const grids = {
    cloth: new TriangleGrid(garment.positions, garment.triangles, size),
    own: new TriangleGrid(body.positions, body.triangles, size),
  };
  return Array.from({ length: body.positions.length / 3 }, (_, vertex) => {
    const spot = { point: vectorAt(body.positions, vertex), normal: vectorAt(body.normals, vertex), height };
    const gap = gapAbove(grids.cloth, spot);
    const layer = layerBelow(grids, spot);
    if (layer > 0) return { tucked: spot.point.clone().addScaledVector(spot.normal, -layer - below * height), gap: 0 };
    if (gap === null) return standsOut(grids, spot);
    const short = below * height - gap;
    return { tucked: short > 0 ? spot.point.clone().addScaledVector(spot.normal, -short) : null, gap };
  });
}

interface Spot {
  point: Vector3;
  normal: Vector3;
  height: number;
}

interface Grids {
  cloth: TriangleGrid;
  own: TriangleGrid;
}

/** To the nearest cloth outward, of which the body sees the inner side; null: there is none. */
function gapAbove(cloth: TriangleGrid, { point, normal, height }: Spot): number | null {
  const hits = cloth.cast(point, normal, loose * height).filter(({ triangle }) => cloth.normal(triangle).dot(normal) > 0.2);
  return hits.length > 0 ? Math.min(...hits.map(({ distance }) => distance)) : null;
}

/** Out of a part's other side (a hand held before a hip) is not within it any more. */
const leaves = ({ own }: Grids, { point, height }: Spot, way: Vector3, far: number): boolean =>
  own.cast(point, way, far).some(({ distance, triangle }) => distance > 1e-4 * height && own.normal(triangle).dot(way) > 0.2);

/** How deep the innermost layer of cloth lies straight below a vertex that stands out of it; 0: there is none. */
function layerBelow(grids: Grids, spot: Spot): number {
  const way = spot.normal.clone().negate();
  const hits = grids.cloth
    .cast(spot.point, way, tight * spot.height)
    .filter(({ triangle }) => grids.cloth.normal(triangle).dot(spot.normal) > 0.5);
  const deepest = Math.max(0, ...hits.map(({ distance }) => distance));
  return deepest > 0 && !leaves(grids, spot, way, deepest) ? deepest : 0;
}

/** The nearest cloth faces the same way as the body and lies within the same part of it: which of the two is on top is a matter of fit. */
function standsOut(grids: Grids, spot: Spot): Cover {
  const { cloth } = grids;
  const { point, normal, height } = spot;
  const near = cloth.nearest(point, (distance, triangle) => (cloth.normal(triangle).dot(normal) > 0.5 ? distance : Infinity));
  if (!near || near.distance > tight * height) return null;
  const way = near.point.clone().sub(point).normalize();
  // Beside the cloth's edge is not under it.
  if (near.distance > 1e-6 && Math.abs(way.dot(normal)) <= 0.6) return null;
  if (leaves(grids, spot, way, near.distance)) return null;
  return { tucked: near.point.clone().addScaledVector(cloth.normal(near.triangle), -below * height), gap: 0 };
}

/** Keeps a rim of the body below collars and cuffs: what is covered only counts as hidden where all within the rim is covered. */
export function withinRim(covered: readonly Cover[], body: Surface, height: number): boolean[] {
  const reach = (rim + looksIn) * height;
  const cubes = new Map<string, Vector3[]>();
  const cube = (value: number): number => Math.floor(value / reach);
  covered.forEach((yes, vertex) => {
    if (yes) return;
    const point = vectorAt(body.positions, vertex);
    const key = point.toArray().map(cube).join();
    cubes.set(key, [...(cubes.get(key) ?? []), point]);
  });
  return covered.map((yes, vertex) => {
    if (!yes) return false;
    const near = (rim + Math.min(looksIn, yes.gap / height)) * height;
    const point = vectorAt(body.positions, vertex);
    const [x, y, z] = point.toArray().map(cube) as [number, number, number];
    for (let step = 0; step < 27; step++) {
      const key = [x + (step % 3) - 1, y + (Math.floor(step / 3) % 3) - 1, z + Math.floor(step / 9) - 1].join();
      if (cubes.get(key)?.some((bare) => bare.distanceTo(point) < near)) return false;
    }
    return true;
  });
}

/** Takes away the body's triangles whose corners are all hidden. Returns how many. */
export function removeHidden(document: Document, body: Surface, hidden: readonly boolean[]): number {
  let removed = 0;
  for (const { node, primitive, start } of body.parts) {
    const triangles = trianglesOf(primitive);
    const kept: number[] = [];
    for (let index = 0; index < triangles.length; index += 3) {
      const corners = [triangles[index]!, triangles[index + 1]!, triangles[index + 2]!];
      if (corners.every((vertex) => hidden[start + vertex])) removed++;
      else kept.push(...corners);
    }
    if (kept.length < triangles.length) keepOnly(document, { node, primitive }, kept);
  }
  return removed;
}

function keepOnly(document: Document, { node, primitive }: { node: Node; primitive: Primitive }, kept: readonly number[]): void {
  if (kept.length === 0) {
    node.getMesh()!.removePrimitive(primitive);
    if (node.getMesh()!.listPrimitives().length === 0) node.setMesh(null).setSkin(null);
    return;
  }
  const buffer = document.getRoot().listBuffers()[0]!;
  const many = primitive.getAttribute('POSITION')!.getCount() > 65534;
  const array = many ? Uint32Array.from(kept) : Uint16Array.from(kept);
  primitive.setIndices(document.createAccessor().setType('SCALAR').setArray(array).setBuffer(buffer));
}

/** Moves what is covered but stays (the rim, corners of large triangles) under the cloth. */
export function tuckIn(document: Document, body: Surface, covers: readonly Cover[]): void {
  for (const { node, primitive, start } of body.parts) {
    const position = primitive.getAttribute('POSITION')!;
    const moved = Float32Array.from(
      { length: position.getCount() * 3 },
      (_, index) => position.getElement(Math.floor(index / 3), [])[index % 3]!,
    );
    const matrices = jointMatrices(node.getSkin()!);
    let any = false;
    for (let vertex = 0; vertex < position.getCount(); vertex++) {
      const tucked = covers[start + vertex]?.tucked;
      const influences = influencesOf(primitive, vertex);
      if (!tucked || influences.length === 0) continue;
      any = true;
      moved.set(tucked.clone().applyMatrix4(blended(influences, matrices).invert()).toArray(), vertex * 3);
    }
    if (!any) continue;
    const buffer = document.getRoot().listBuffers()[0]!;
    primitive.setAttribute('POSITION', document.createAccessor().setType('VEC3').setArray(moved).setBuffer(buffer));
  }
}
