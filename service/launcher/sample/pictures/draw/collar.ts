import { seam, thread } from './folds.ts';
import { darker, line, MIDDLE, place, shape, symmetric, type Point } from './geometry.ts';
import type { Cloth, Cut } from './bodice.ts';
import type { Part } from './scene.ts';

/** The collar's stand behind the neck, seen from the inside. */
export function stand(cut: Cut, cloth: Cloth, rise = 44): Part {
  const { neck, neckY } = cut;
  const d = symmetric([
    [0, neckY - rise + 8],
    [neck * 0.6, neckY - rise + 2],
    [neck - 6, neckY - rise - 4, 1],
    [neck + 24, neckY + 24, 1],
    [neck * 0.7, neckY + 40],
    [0, neckY + 46],
  ]);
  return { d, ...cloth, fill: darker(cloth.fill, 0.2), edge: [8, 3], form: [30, 4], lift: 4, crease: 0.3 };
}

/** One leaf of a shirt collar. */
export function leaf(cut: Cut, cloth: Cloth, way: 1 | -1, tip: readonly [number, number] = [104, 132]): Part {
  const { neck, neckY, depth } = cut;
  const outline: Point[] = [
    [neck - 12, neckY - 50, 1],
    [neck + 20, neckY - 14],
    [neck + 34, neckY + 32],
    [tip[0], neckY + tip[1], 1],
    [5, depth + 4, 1],
    [neck * 0.46, neckY + 42],
    [neck - 26, neckY - 18],
  ];
  const edge = line(
    place(
      [
        [neck + 24, neckY + 24],
        [tip[0] - 8, neckY + tip[1] - 12, 1],
        [14, depth - 1],
      ],
      way,
    ),
  );
  const paint = thread(edge, darker(cloth.fill, 0.3), 0.4);
  return {
    d: shape(place(outline, way)),
    ...cloth,
    paint,
    folds: seam(edge, { stitch: edge, h: 0.2 }),
    edge: [16, 6],
    form: [60, 14],
    lift: 11,
    grain: -24 * way,
    crease: 0.35,
  };
}

export interface Revers {
  /** height of the break, and how far over the middle the upper lapel runs. */
  at: number;
  over: number;
  /** how broad the lapel is. */
  reach: number;
}

/** A lapel with its half of the collar; the upper one runs over the middle. */
export function lapel(cut: Cut, cloth: Cloth, way: 1 | -1, revers: Revers): Part[] {
  const { neck, neckY } = cut;
  const { at, over, reach } = revers;
  const fold: Point[] = [
    [neck * 0.74, neckY + 40, 1],
    [reach * 0.6, neckY + 128, 1],
    [reach, neckY + 112, 1],
    [reach * 0.86, neckY + 170],
    [reach * 0.5, at - 90],
    [-over, at, 1],
    [neck * 0.2 - over * 0.3, (at + neckY) / 2 + 40],
  ];
  const edge = line(
    place(
      [
        [reach * 0.6 + 4, neckY + 138, 1],
        [reach - 14, neckY + 124, 1],
        [reach * 0.8, neckY + 176],
        [reach * 0.46, at - 96],
        [-over + 6, at - 14],
      ],
      way,
    ),
  );
  const collar: Point[] = [
    [neck - 16, neckY - 58, 1],
    [neck + 26, neckY - 20],
    [neck + 52, neckY + 30],
    [reach * 0.95, neckY + 78, 1],
    [reach * 0.62, neckY + 126, 1],
    [neck * 0.72, neckY + 50],
    [neck - 28, neckY - 12],
  ];
  const rim = line(
    place(
      [
        [neck + 30, neckY + 6],
        [neck + 46, neckY + 38],
        [reach * 0.95 - 14, neckY + 80, 1],
        [reach * 0.62 + 2, neckY + 112],
      ],
      way,
    ),
  );
  const common = { ...cloth, edge: [16, 6] as [number, number], form: [60, 16] as [number, number], crease: 0.4 };
  return [
    { d: shape(place(fold, way)), ...common, folds: seam(edge, { stitch: edge, h: 0.25 }), lift: 15, grain: 18 * way },
    { d: shape(place(collar, way)), ...common, folds: seam(rim, { stitch: rim, h: 0.25 }), lift: 12, grain: -30 * way },
  ];
}

/** A standing band collar with its slit in front. */
export function bandCollar(cut: Cut, cloth: Cloth, height = 34): Part {
  const { neck, neckY, depth } = cut;
  const d = symmetric([
    [4, depth - height + 8, 1],
    [neck * 0.56, depth - (depth - neckY) * 0.36 - height],
    [neck - 8, neckY - height, 1],
    [neck + 10, neckY + 4, 1],
    [neck * 0.66, depth - (depth - neckY) * 0.3 + 6],
    [0, depth + 5],
  ]);
  const slit = `M${MIDDLE} ${depth - height}V${depth + 6}`;
  return { d, ...cloth, folds: seam(slit), edge: [9, 3.5], form: [30, 4], lift: 6, crease: 0.3 };
}
