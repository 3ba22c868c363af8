import { bodyFolds, bodySeams, sleeves, torso, type Cut } from './bodice.ts';

import { crease, seam, thread } from './folds.ts';
import { band, darker, line, MIDDLE, place, scatter, shape, type Point } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fold, Part } from './scene.ts';

import { cuffStraps, epaulette, skirts, trenchArms, trenchCut } from './tailoring.ts';

const backCut: Cut = { ...trenchCut, depth: 226, v: false };

/** The loose yoke over the shoulder blades. */
function yoke(order: Order): Part {
  const [sx, sy] = backCut.shoulder;
  const [ax, ay] = backCut.arm;
  const right: Point[] = [
    [backCut.neck, backCut.neckY + 2],
    [sx - 6, sy + 6, 1],
    [ax - 8, ay - 40, 1],
    [110, 540],
  ];
  const left: Point[] = right.map(([x, y, corner]) => [-x, y, corner ?? 0] as const).reverse();
  const rim = line(
    place([
      [ax - 12, ay - 50],
      [110, 528],
      [0, 544],
      [-110, 528],
      [-ax + 12, ay - 50],
    ]),
  );
  return {
    d: shape(place([...right, [0, 556], ...left])),
    ...order.cloth,
    paint: thread(rim, darker(order.cloth.fill, 0.35)),
    folds: [...seam(rim, { stitch: rim, h: 0.3 }), ...crease([MIDDLE - 120, 420], [MIDDLE + 30, 500], { h: 0.2, soft: 12 })],
    edge: [14, 5],
    form: [120, 30],
    lift: 9,
    crease: 0.6,
  };
}

function backBelt(order: Order): Part {
  const y = backCut.waist[1];
  const w = backCut.waist[0] + 8;
  const at = (by: number): Point[] => [
    [MIDDLE - w, y - 4 + by],
    [MIDDLE, y + 8 + by],
    [MIDDLE + w, y - 4 + by],
  ];
  const rows = line(at(-22)) + line(at(22));
  const folds = seam(rows, { stitch: rows, h: 0.2 });
  return {
    d: band(at(0), 30),
    ...order.cloth,
    paint: thread(rows, darker(order.cloth.fill, 0.35)),
    folds,
    edge: [10, 5],
    form: [1, 0],
    lift: 10,
    crease: 0.6,
  };
}

/** The trench coat from behind: yoke, belt, centre vent. */
export function trenchBack(order: Order): Part[] {
  const put = scatter(`${order.seed} back`);
  const cut = backCut;
  const { neck, neckY } = cut;
  const middle = `M${MIDDLE} ${cut.waist[1] + 30}V${cut.hem[1] + 20}`;
  const vent: Fold = { d: `M${MIDDLE + 6} 960V1350`, w: 20, h: -0.6, soft: 7 };
  const collar: Point[] = [
    [-neck - 2, neckY - 40, 1],
    [0, neckY - 50],
    [neck + 2, neckY - 40, 1],
    [neck + 40, neckY + 50, 1],
    [0, neckY + 66],
    [-neck - 40, neckY + 50, 1],
  ];
  const rim = line(
    place([
      [-neck - 30, neckY + 40],
      [0, neckY + 54],
      [neck + 30, neckY + 40],
    ]),
  );
  const folds = [...bodyFolds(cut, put, 0.6), ...bodySeams(cut), ...skirts(cut, put), ...seam(middle), vent];
  return [
    ...sleeves({ cut, arms: trenchArms }, order.cloth, put, 1),
    ...cuffStraps(trenchArms, order),
    { d: torso(cut), ...order.cloth, folds, edge: [16, 6], form: [160, 56], lift: 3 },
    yoke(order),
    epaulette(cut, order, 1),
    epaulette(cut, order, -1),
    {
      d: shape(place(collar)),
      ...order.cloth,
      paint: thread(rim, darker(order.cloth.fill, 0.35)),
      folds: seam(rim, { stitch: rim, h: 0.3 }),
      edge: [14, 6],
      form: [50, 14],
      lift: 10,
      crease: 0.4,
    },
    backBelt(order),
  ];
}
