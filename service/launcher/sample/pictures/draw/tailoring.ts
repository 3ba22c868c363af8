import { cuffBand, type Cut, type SleeveCut } from './bodice.ts';

import { drape, seam, thread } from './folds.ts';
import { darker, line, MIDDLE, place, scatter, shape, type Point, type Scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fold, Part } from './scene.ts';
import { welt } from './trims.ts';

export const trenchCut: Cut = {
  neck: 84,
  neckY: 210,
  depth: 330,
  v: true,
  shoulder: [256, 278],
  arm: [240, 510],
  waist: [206, 740],
  hem: [318, 1330],
  drop: 14,
};
export const trenchArms: SleeveCut = { elbow: [402, 690], cuff: [418, 1030], half: 58 };
/** The front that lies over the other: its edge runs beside the middle down to the hem. */
export function overlap(cut: Cut, order: Order, over: number, from: number): Part {
  const bottom = cut.hem[1] + (cut.drop ?? 10);
  const spread = cut.hem[0] - cut.waist[0];
  const edge: Point[] = [
    [over, from, 1],
    [over - 4, cut.waist[1]],
    [over + spread * 0.24, bottom - 2, 1],
  ];
  const outline: Point[] = [
    ...edge,
    [-cut.hem[0] * 0.5, bottom - 3],
    [-cut.hem[0] + 2, cut.hem[1] - 1, 1],
    [-cut.waist[0] + 2, cut.waist[1]],
    [-cut.arm[0] + 3, cut.arm[1], 1],
    [-cut.shoulder[0] + 37, cut.shoulder[1] + (cut.arm[1] - cut.shoulder[1]) * 0.56],
    [-cut.shoulder[0] + 4, cut.shoulder[1] + 1, 1],
    [-cut.neck, cut.neckY + 2, 1],
  ];
  const stitch = line(place(edge.map(([x, y]) => [x - 11, y] as const)));
  return {
    d: shape(place(outline)),
    ...order.cloth,
    paint: thread(stitch, darker(order.cloth.fill, 0.35), 0.5),
    folds: [...seam(stitch, { stitch, h: 0.3 }), ...skirts(cut, scatter(`${order.seed} front`))],
    edge: [14, 5],
    form: [170, 50],
    lift: 9,
  };
}

/** Folds of the lower part of a coat, from the waist to the hem. */
export function skirts(cut: Cut, put: Scatter): Fold[] {
  return drape(
    {
      top: { from: MIDDLE - cut.waist[0] * 0.9, to: MIDDLE + cut.waist[0] * 0.9, y: cut.waist[1] + 10 },
      bottom: { from: MIDDLE - cut.hem[0] * 0.94, to: MIDDLE + cut.hem[0] * 0.94, y: cut.hem[1] },
      count: 8,
      w: 62,
      h: 0.42,
      ragged: 0.25,
    },
    put,
  );
}

export const rows = (xs: number[], ys: number[]): Point[] => ys.flatMap((y) => xs.map((x) => [MIDDLE + x, y] as const));

export function cuffStraps(arms: SleeveCut, order: Order): Part[] {
  return ([-1, 1] as const).map((way) => {
    const up = { ...arms, cuff: [arms.cuff[0] - 3, arms.cuff[1] - 62] as const };
    return { d: cuffBand(up, way, 40), ...order.cloth, folds: [], edge: [9, 4], form: [50, 16], lift: 6, crease: 0.3 };
  });
}

export const epaulette = (cut: Cut, order: Order, way: 1 | -1): Part => {
  const [from, to] = place(
    [
      [cut.shoulder[0] + 4, cut.shoulder[1] + 14],
      [cut.neck + 70, cut.neckY + 36],
    ],
    way,
  );
  return welt(from!, to!, 24, order.cloth);
};
