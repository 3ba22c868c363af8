import { Vector3 } from 'three';
import { hash } from './noise.ts';
import { facets, type Shape } from './shape.ts';

/** Proportions of a round brilliant, in diameters (Tolkowsky, Diamond Design, 1919; star and lower halves as cut today). */
const cut = { table: 0.56, crown: 0.155, girdle: 0.025, pavilion: 0.431, star: 0.5, lower: 0.77 };

/** The 57 facets of a round brilliant and its girdle, the girdle's middle at 0, the table up and first. */
function cutStone(diameter: number): Vector3[][] {
  const radius = diameter / 2;
  const [table, crown, edge, depth] = [cut.table * radius, cut.crown * diameter, (cut.girdle * diameter) / 2, cut.pavilion * diameter];
  const half = Math.cos(Math.PI / 8);
  const on = (eighth: number, r: number, y: number): Vector3 =>
    new Vector3(Math.sin((eighth * Math.PI) / 4) * r, y, Math.cos((eighth * Math.PI) / 4) * r);
  // Kites are flat: the star's point lies in the planes of both bezels beside it.
  const starAt = table * half + cut.star * (radius - table * half);
  const starHeight = edge + (crown * (radius - starAt * half)) / (radius - table);
  const lowerAt = radius * (1 - cut.lower);
  const lowerHeight = -edge - depth + (depth * lowerAt * half) / radius;
  const [tip, top] = [new Vector3(0, -edge - depth, 0), edge + crown];
  const polygons: Vector3[][] = [Array.from({ length: 8 }, (_, k) => on(k, table, top))];
  for (let k = 0; k < 8; k++) {
    const star = (part: number): Vector3 => on(part, starAt, starHeight);
    const girdle = (part: number, side: 1 | -1): Vector3 => on(part, radius, side * edge);
    const lower = (part: number): Vector3 => on(part, lowerAt, lowerHeight);
    polygons.push(
      [on(k, table, top), star(k + 0.5), on(k + 1, table, top)],
      [on(k, table, top), star(k - 0.5), girdle(k, 1), star(k + 0.5)],
      [star(k + 0.5), girdle(k, 1), girdle(k + 0.5, 1)],
      [star(k + 0.5), girdle(k + 0.5, 1), girdle(k + 1, 1)],
      [girdle(k, 1), girdle(k, -1), girdle(k + 0.5, -1), girdle(k + 0.5, 1)],
      [girdle(k + 0.5, 1), girdle(k + 0.5, -1), girdle(k + 1, -1), girdle(k + 1, 1)],
      [lower(k + 0.5), girdle(k + 0.5, -1), girdle(k, -1)],
      [lower(k + 0.5), girdle(k + 1, -1), girdle(k + 0.5, -1)],
      [tip, lower(k + 0.5), girdle(k, -1), lower(k - 0.5)],
    );
  }
  return polygons.map(outward);
}

/** Counter-clockwise seen from outside; the stone's middle is inside. */
function outward(polygon: Vector3[]): Vector3[] {
  const normal = polygon[1]!.clone().sub(polygon[0]!).cross(polygon[2]!.clone().sub(polygon[0]!));
  const middle = polygon.reduce((sum, point) => sum.add(point), new Vector3()).divideScalar(polygon.length);
  return normal.dot(middle) < 0 ? [...polygon].reverse() : polygon;
}

/** The stone's polished surface: a thin shell for what it mirrors. */
export const surface = (diameter: number): Shape => facets(cutStone(diameter));

/** A stone's inner life, and how bright each of its pieces is. */
export interface Sparkle {
  shape: Shape;
  /** one linear colour for each vertex. */
  colours: number[];
}

/**
 * What is seen inside of a stone: through each facet the facets of the other side, again and again. Nothing here traces rays, so each facet is
 * broken into splinters that lean by up to `lean` (radians) and take a colour between the darkest and the brightest, evenly strewn; as the stone
 * turns, they flash one after the other.
 */
export function sparkle(
  diameter: number,
  { dark, bright, lean, fine }: { dark: readonly number[]; bright: readonly number[]; lean: number; fine: number },
): Sparkle {
  // The same facet of each eighth is like its sisters: that is what makes the star in a stone.
  const pieces = cutStone(diameter).flatMap((polygon, index) => {
    const table = index === 0;
    const parts = splinters(polygon, table ? fine + 1 : fine);
    return parts.map((corners, part) => ({ corners, kin: table ? part % (parts.length / 8) : 100 * (1 + ((index - 1) % 9)) + part }));
  });
  const shape = facets(pieces.map(({ corners }) => corners));
  const colours: number[] = [];
  let vertex = 0;
  pieces.forEach(({ corners, kin }, index) => {
    const normal = new Vector3().fromArray(shape.normals, vertex * 3);
    const tilt = new Vector3(hash(index, 1) - 0.5, hash(index, 2) - 0.5, hash(index, 3) - 0.5).multiplyScalar(2 * Math.tan(lean));
    normal.add(tilt).normalize();
    const light = (0.6 * hash(kin, 5) + 0.4 * hash(index, 4)) ** 1.6;
    for (let corner = 0; corner < corners.length; corner++, vertex++) {
      normal.toArray().forEach((value, axis) => (shape.normals[vertex * 3 + axis] = value));
      colours.push(...dark.map((value, band) => value + (bright[band]! - value) * light));
    }
  });
  return { shape, colours };
}

/** Cuts a polygon from its middle into triangles, and each of these in `fine` turns at its longest edge. */
function splinters(polygon: readonly Vector3[], fine: number): Vector3[][] {
  const middle = polygon.reduce((sum, point) => sum.add(point), new Vector3()).divideScalar(polygon.length);
  const fan =
    polygon.length === 3 ? [[...polygon]] : polygon.map((point, index) => [middle, point, polygon[(index + 1) % polygon.length]!]);
  let pieces = fan;
  for (let turn = 0; turn < fine; turn++) pieces = pieces.flatMap(halve);
  return pieces;
}

function halve(triangle: Vector3[]): Vector3[][] {
  const lengths = [0, 1, 2].map((corner) => triangle[corner]!.distanceTo(triangle[(corner + 1) % 3]!));
  const longest = lengths.indexOf(Math.max(...lengths));
  const [a, b, c] = [0, 1, 2].map((step) => triangle[(longest + step) % 3]!) as [Vector3, Vector3, Vector3];
  const between = a.clone().lerp(b, 0.42);
  return [
    [a, between, c],
    [between, b, c],
  ];
}
