import { Vector3 } from 'three';
import { look, stoneOf, type Optics, type Seen, type Side, type Stone } from './gem-light.ts';
import { facets, type Shape } from './shape.ts';
import { picture } from './texture.ts';

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

const upwards = new Vector3(0, 1, 0);

function side(corners: readonly Vector3[]): Side {
  const [first, second, third] = corners as [Vector3, Vector3, Vector3];
  const normal = second.clone().sub(first).cross(third.clone().sub(first)).normalize();
  const level = Math.abs(normal.y) > 0.999;
  const right = level ? new Vector3(1, 0, 0) : upwards.clone().cross(normal).normalize();
  const middle = corners.reduce((sum, point) => sum.add(point), new Vector3()).divideScalar(corners.length);
  return { corners, middle, normal, right, up: normal.clone().cross(right) };
}

/** Each facet of an eighth is like its sisters, so ten of them stand for all: the table, then the nine of the first eighth. */
const kinds = 10;
const kindOf = (index: number): number => (index === 0 ? 0 : 1 + ((index - 1) % 9));

/** The picture's places for the ten, in quarters of its width: the table has four times the room of the others. */
const tiles = Array.from({ length: kinds }, (_, kind) => {
  if (kind === 0) return { x: 0, y: 0, size: 2 };
  const [x, y] = [
    [2, 0],
    [3, 0],
    [2, 1],
    [3, 1],
    [0, 2],
    [1, 2],
    [2, 2],
    [3, 2],
    [0, 3],
  ][kind - 1]!;
  return { x: x!, y: y!, size: 1 };
});
const margin = 0.03;

/** Half the width of what a facet's tile shows. */
const reach = ({ corners, middle, right, up }: Side): number =>
  Math.max(...corners.map((corner) => corner.clone().sub(middle)).flatMap((way) => [Math.abs(way.dot(right)), Math.abs(way.dot(up))])) *
  (1 + margin * 2);

/** A brilliant's facets, each with texture coordinates in {@link fire}'s pictures. */
export function brilliant(diameter: number): Shape {
  const stone = cutStone(diameter);
  const shape = facets(stone);
  let vertex = 0;
  stone.forEach((corners, index) => {
    const plane = side(corners);
    const [{ x, y, size }, wide] = [tiles[kindOf(index)]!, reach(plane)];
    for (const corner of corners) {
      const way = corner.clone().sub(plane.middle);
      shape.uvs[2 * vertex] = (x + (size * (1 + way.dot(plane.right) / wide)) / 2) / 4;
      shape.uvs[2 * vertex++ + 1] = (y + (size * (1 - way.dot(plane.up) / wide)) / 2) / 4;
    }
  });
  return shape;
}

/**
 * What is seen in a stone, traced once when it is built instead of at each frame: pictures for colour and normals of {@link brilliant}'s facets. A
 * polished metal with them shows at each place the part of the room that a ray through the stone comes from; as stone or eye turn, its mirrored
 * facets flash one after the other. Needs nothing of a viewer but metal and normal maps, so that phones draw it too.
 */
export async function fire(size: number, optics: Optics): Promise<{ colour: Uint8Array; normal: Uint8Array }> {
  const stone = stoneOf(cutStone(1).map(side));
  const [colour, normal] = [Buffer.alloc(size * size * 3), Buffer.alloc(size * size * 3, Buffer.from([128, 128, 255]))];
  tiles.forEach((tile, kind) => {
    const [plane, wide, span] = [stone.sides[kind]!, reach(stone.sides[kind]!), (tile.size * size) / 4];
    for (let row = 0; row < span; row++) {
      for (let column = 0; column < span; column++) {
        const place = (dx: number, dy: number): [number, number] => [(2 * (column + dx)) / span - 1, 1 - (2 * (row + dy)) / span];
        const seen = halves.map(([dx, dy]) => at(stone, plane, place(dx, dy).map((part) => part * wide) as [number, number], optics));
        const spot = 3 * (((tile.y * size) / 4 + row) * size + (tile.x * size) / 4 + column);
        mixed(seen).forEach((value, band) => ((band < 3 ? colour : normal)[spot + (band % 3)] = value));
      }
    }
  });
  return { colour: await picture(colour, size, 90), normal: await picture(normal, size, 94) };
}

/** Two places within a pixel. */
const halves = [
  [0.25, 0.25],
  [0.75, 0.75],
] as const;

/** The eye that looks at a facet: into the table from above, at the others as a ring on a hand is seen, never from below. */
function eyeAt({ normal }: Side): Vector3 {
  if (normal.y > 0.99) return normal.clone();
  const height = normal.y > 0.1 ? 1.3 : 0.3;
  return new Vector3(normal.x, 0, normal.z).normalize().setY(height).normalize();
}

function at(stone: Stone, plane: Side, [x, y]: readonly [number, number], optics: Optics): Seen {
  const place = inside(plane, plane.middle.clone().addScaledVector(plane.right, x).addScaledVector(plane.up, y));
  const seen = look(stone, { side: plane, place, towards: eyeAt(plane) }, optics);
  return {
    ...seen,
    mirror: new Vector3(seen.mirror.dot(plane.right), seen.mirror.dot(plane.up), seen.mirror.dot(plane.normal)),
  };
}

/** The place itself, or where the facet ends on the way to it. */
function inside({ corners, middle, normal }: Side, place: Vector3): Vector3 {
  const way = place.clone().sub(middle);
  let part = 1;
  corners.forEach((corner, index) => {
    const outward = corners[(index + 1) % corners.length]!.clone().sub(corner).cross(normal).normalize();
    const [room, speed] = [corner.clone().sub(middle).dot(outward), way.dot(outward)];
    if (speed > room) part = Math.min(part, room / speed);
  });
  return middle.clone().addScaledVector(way, part * 0.995);
}

/** Colour (sRGB) and normal of a pixel, 0 to 255. */
function mixed(seen: readonly Seen[]): number[] {
  const mirror = seen.reduce((sum, { mirror: one }) => sum.add(one), new Vector3()).normalize();
  const colour = [0, 1, 2].map((band) => seen.reduce((sum, one) => sum + one.colour[band]!, 0) / seen.length);
  return [
    ...colour.map((part) => Math.round(255 * Math.min(1, part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055))),
    ...mirror.toArray().map((part) => Math.round(127.5 + 127.5 * part)),
  ];
}
