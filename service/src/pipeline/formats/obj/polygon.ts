import { ShapeUtils, Vector2 } from 'three';

export type Point = readonly [number, number, number];

/** Newell's normal of a polygon, not of unit length; right for polygons that are not quite flat too. */
function normalOf(points: readonly Point[]): [number, number, number] {
  const normal: [number, number, number] = [0, 0, 0];
  points.forEach(([x, y, z], index) => {
    const [nx, ny, nz] = points[(index + 1) % points.length]!;
    normal[0] += (y - ny) * (z + nz);
    normal[1] += (z - nz) * (x + nx);
    normal[2] += (x - nx) * (y + ny);
  });
  return normal;
}

/** The polygon in the plane that its normal stands on most, with its sense of turning kept. */
function flat(points: readonly Point[]): Vector2[] {
  const normal = normalOf(points);
  const size = normal.map(Math.abs);
  const axis = size.indexOf(Math.max(...size));
  const [u, v] = [(axis + 1) % 3, (axis + 2) % 3] as [0 | 1 | 2, 0 | 1 | 2];
  return points.map((point) => (normal[axis]! < 0 ? new Vector2(point[v], point[u]) : new Vector2(point[u], point[v])));
}

const turnsBack = (outline: readonly Vector2[]): boolean =>
  outline.some((corner, index) => {
    const before = outline[(index + outline.length - 1) % outline.length]!;
    const after = outline[(index + 1) % outline.length]!;
    return (corner.x - before.x) * (after.y - corner.y) - (corner.y - before.y) * (after.x - corner.x) < 0;
  });

/**
 * The triangles of a polygon that a fan from its first corner would draw wrongly, as places of its corners; null: the fan is right (three corners, or convex).
 */
export function triangulate(points: readonly Point[]): number[][] | null {
  if (points.length < 4) return null;
  const outline = flat(points);
  if (!turnsBack(outline)) return null;
  const triangles = ShapeUtils.triangulateShape(outline, []);
  return triangles.length > 0 ? triangles : null;
}
