import { lining } from './bodice.ts';
import { drape } from './folds.ts';
import { at, line, MIDDLE, place, scatter, shape, type Point, type Scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fold, Part, Scene } from './scene.ts';

/** Long folds cut on the bias: few and soft from the hip, more at the hem. */
function folds(put: Scatter): Fold[] {
  const fall = (count: number, w: number, h: number, from: number): Fold[] =>
    drape(
      {
        top: { from: MIDDLE - 170, to: MIDDLE + 170, y: from },
        bottom: { from: MIDDLE - 316, to: MIDDLE + 316, y: 1340 },
        count,
        w,
        h,
        ragged: 0.08,
        soft: w * 0.4,
      },
      put,
    );
  return [...fall(9, 92, 0.95, 190), ...fall(15, 36, 0.3, 200)];
}

const gathered: Fold[] = Array.from({ length: 58 }, (_, index) => {
  const x = 418 + index * 6.5 + Math.sin(index * 2.4) * 1.6;
  return {
    d: line([
      [x, 168],
      [x + (x - MIDDLE) * 0.02, 222],
    ]),
    w: 3.4,
    h: index % 2 === 0 ? 0.6 : -0.6,
    soft: 1.6,
  };
});

/** Gathers below the elastic, deep at the top and running out into the cloth. */
const puckers = (put: Scatter): Fold[] =>
  Array.from({ length: 22 }, (_, index) => {
    const x = MIDDLE - 176 + index * 16.8 + put(-3, 3);
    const run = put(60, 190);
    const to = (share: number): string =>
      line([
        [x, 214],
        [x + (x - MIDDLE) * 0.1 * share, 226 + run * share],
      ]);
    const h = index % 2 === 0 ? 0.2 : -0.2;
    return [0.3, 0.6, 1].map((share) => ({ d: to(share), w: 9 + share * 5, h: h * 0.8, soft: 6 + share * 3 }));
  }).flat();

/** A slip skirt with an elasticated waist. */
export function skirt(order: Order): Scene {
  const put = scatter(order.seed);
  const side: Point[] = at('186,186! 228,380 266,640 300,960 330,1326! 284,1346 230,1340');
  const hem: Point[] = at('170,1356 110,1350 50,1362');
  const d = shape([...place([[0, 200], ...side, ...hem]), ...place(at('0,1356')), ...place([...side, ...hem], -1).reverse()]);
  const strip = shape(place(at('-190,162! 0,176 190,162! 188,216! 0,232 -188,216!')));
  const behind = shape(place(at('-188,164! 0,146 188,164! 0,182')));
  const parts: Part[] = [
    { d: behind, ...lining(order.cloth), edge: [6, 2], form: [1, 0] },
    { d, ...order.cloth, folds: [...folds(put), ...puckers(put)], edge: [18, 8], form: [150, 60], lift: 4 },
    { d: strip, ...order.cloth, folds: gathered, edge: [12, 6], form: [120, 24], lift: 5, crease: 0.3 },
  ];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}
