import { bodyFolds, bodySeams, inside, lining, neckBand, torso, type Cut } from './bodice.ts';
import { crease, seam } from './folds.ts';
import { darker, line, place, scatter, shape, type Point, type Scatter } from './geometry.ts';
import type { Part, Scene } from './scene.ts';
import type { Order } from './order.ts';

const cut = (v: boolean): Cut => ({
  neck: 98,
  neckY: 262,
  depth: v ? 440 : 346,
  v,
  shoulder: [282, 300],
  arm: [266, 560],
  waist: [262, 820],
  hem: [272, 1190],
  drop: 12,
});

function shortSleeve(measure: Cut, order: Order, way: 1 | -1, put: Scatter): Part {
  const [sx, sy] = measure.shoulder;
  const [ax, ay] = measure.arm;
  const hem: Point[] = [
    [sx + 118, sy + 262, 1],
    [ax + 62, ay + 42, 1],
  ];
  const points: Point[] = [
    [sx - 60, sy - 12, 1],
    [sx - 2, sy + 2],
    [sx + 38, sy + 46],
    [sx + 82, sy + 158],
    ...hem,
    [ax - 2, ay + 6],
    [ax - 60, ay - 20, 1],
  ];
  const edge = line(
    place(
      [
        [sx + 112, sy + 240],
        [ax + 58, ay + 20],
      ],
      way,
    ),
  );
  const folds = seam(edge, { stitch: edge, h: 0.4 });
  for (let index = 0; index < 4; index++) {
    const [from, to] = place(
      [
        [ax + 2 + index * 10, ay - 10 + index * 8],
        [sx + put(0, 20) + index * 24, sy + 90 + index * 30],
      ],
      way,
    );
    folds.push(...crease(from!, to!, { bow: way * put(-12, 14), w: put(18, 30), h: put(0.2, 0.42), soft: 9 }));
  }
  return { d: shape(place(points, way)), ...order.cloth, folds, grain: -18 * way, edge: [14, 5], form: [80, 30], lift: 8 };
}

/** A T-shirt with a crew or a V neck. */
export function tee(order: Order): Scene {
  const put = scatter(order.seed);
  const v = order.look.neck === 'v';
  const measure = cut(v);
  const rib = { fill: darker(order.cloth.fill, 0.03), fabric: 'fineRib' as const };
  const parts: Part[] = [
    inside(measure, lining(order.cloth), 0.34),
    neckBandBack(measure, rib),
    shortSleeve(measure, order, -1, put),
    shortSleeve(measure, order, 1, put),
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
    [measure.neck + 8, measure.neckY - 4],
  ] as const;
  const upper = [
    [measure.neck + 12, measure.neckY - 12, 1],
    [measure.neck * 0.7, measure.neckY - 10],
    [0, measure.neckY - 4],
  ] as const;
  const outline = [...place(half, -1).reverse(), ...place(half).slice(1), ...place(upper), ...place(upper, -1).reverse().slice(1)];
  return { d: shape(outline), ...rib, fill: darker(rib.fill, 0.22), edge: [8, 3], form: [1, 0], lift: 3, crease: 0 };
}
