import { shortSleeve } from './short-sleeve.ts';
import { bodyFolds, bodySeams, inside, lining, neckBand, torso, type Cut } from './bodice.ts';
import { darker, place, scatter, shape } from './geometry.ts';
import type { Part, Scene } from './scene.ts';
import type { Order } from './order.ts';

const cut = (v: boolean): Cut => ({
  neck: 98,
  neckY: 262,
  depth: v ? 440 : 346,
  v,
  shoulder: [276, 316],
  arm: [266, 560],
  waist: [262, 820],
  hem: [272, 1190],
  drop: 12,
});

/** A T-shirt with a crew or a V neck. */
export function tee(order: Order): Scene {
  const put = scatter(order.seed);
  const v = order.look.neck === 'v';
  const measure = cut(v);
  const rib = { fill: darker(order.cloth.fill, 0.03), fabric: 'fineRib' as const };
  const parts: Part[] = [
    inside(measure, lining(order.cloth), 0.34),
    neckBandBack(measure, rib),
    shortSleeve({ cut: measure, outer: [112, 252], inner: [58, 40] }, order.cloth, -1, put),
    shortSleeve({ cut: measure, outer: [112, 252], inner: [58, 40] }, order.cloth, 1, put),
    {
      d: torso(measure),
      ...order.cloth,
      folds: [...bodyFolds(measure, put, 0.9), ...bodySeams(measure)],
      edge: [16, 6],
      form: [150, 60],
      lift: 3,
    },
    neckBand(measure, v ? 13 : 16, rib),
  ];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}

/** The band at the back of the neck, seen from the inside. */
function neckBandBack(measure: Cut, rib: { fill: string; fabric: 'fineRib' }): Part {
  const half = [
    [0, measure.neckY + 20],
    [measure.neck * 0.7, measure.neckY + 12],
    [measure.neck + 4, measure.neckY + 2],
  ] as const;
  const upper = [
    [measure.neck + 5, measure.neckY - 5, 1],
    [measure.neck * 0.7, measure.neckY - 10],
    [0, measure.neckY - 4],
  ] as const;
  const outline = [...place(half, -1).reverse(), ...place(half).slice(1), ...place(upper), ...place(upper, -1).reverse().slice(1)];
  return { d: shape(outline), ...rib, fill: darker(rib.fill, 0.22), edge: [8, 3], form: [1, 0], lift: 3, crease: 0 };
}
