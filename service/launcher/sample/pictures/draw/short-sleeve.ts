import type { Cloth, Cut } from './bodice.ts';
import { crease, seam } from './folds.ts';
import { line, place, shape, type Point, type Scatter } from './geometry.ts';
import type { Fold, Part } from './scene.ts';

interface Reach {
  cut: Cut;
  /** where the hem ends: outside, from the shoulder's tip; inside, from the armpit. */
  outer: readonly [number, number];
  inner: readonly [number, number];
}

/** A short sleeve of one side; drawn before the body. */
export function shortSleeve({ cut, outer, inner }: Reach, cloth: Cloth, way: 1 | -1, put: Scatter): Part {
  const [sx, sy] = cut.shoulder;
  const [ax, ay] = cut.arm;
  const out: Point = [sx + outer[0], sy + outer[1], 1];
  const under: Point = [ax + inner[0], ay + inner[1], 1];
  const sag: Point = [(out[0] + under[0]) / 2 + 4, (out[1] + under[1]) / 2 + 8];
  const upper: Point[] = [
    [sx - 60, sy - 14, 1],
    [sx - 4, sy + 2],
    [sx + outer[0] * 0.36, sy + outer[1] * 0.19],
    [sx + outer[0] * 0.74, sy + outer[1] * 0.6],
  ];
  const d = shape(place([...upper, out, sag, under, [ax - 2, ay + 4], [ax - 60, ay - 20, 1]], way));
  const up = (point: Point): Point => [point[0] - 8, point[1] - 21];
  const edge = line(place([up(out), up(sag), up(under)], way));
  const folds: Fold[] = seam(edge, { stitch: edge, h: 0.4 });
  for (let index = 0; index < 4; index++) {
    const from: Point = [ax + 2 + index * 10, ay - 10 + index * 8];
    const to: Point = [sx + put(0, 20) + index * outer[0] * 0.2, sy + (90 + index * 30) * (outer[1] / 262)];
    const [a, b] = place([from, to], way);
    folds.push(...crease(a!, b!, { bow: way * put(-12, 14), w: put(18, 30), h: put(0.2, 0.42), soft: 9 }));
  }
  return { d, ...cloth, folds, grain: -18 * way, edge: [14, 5], form: [80, 30], lift: 8 };
}
