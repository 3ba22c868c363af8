import { bodyFolds, bodySeams, inside, lining, sleeves, torso, type Cut } from './bodice.ts';
import { lapel, stand, type Revers } from './collar.ts';
import { seam, thread } from './folds.ts';
import { band, box, darker, line, MIDDLE, place, scatter, shape, type Point } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part } from './scene.ts';
import { buttons, welt } from './trims.ts';
import { cuffStraps, epaulette, overlap, rows, skirts, trenchArms, trenchCut } from './tailoring.ts';

/** A belt across the waist with a covered buckle and a hanging end. */
function belt(cut: Cut, order: Order): Part[] {
  const y = cut.waist[1];
  const w = cut.waist[0] + 8;
  const strip: Point[] = [
    [MIDDLE - w, y - 4],
    [MIDDLE - 60, y + 6],
    [MIDDLE + 60, y + 6],
    [MIDDLE + w, y - 4],
  ];
  const rim = line(strip.map(([x, sy]) => [x, sy - 22] as const)) + line(strip.map(([x, sy]) => [x, sy + 22] as const));
  const tail: Point[] = [
    [MIDDLE - 60, y + 6],
    [MIDDLE - 96, y + 60],
    [MIDDLE - 104, y + 210],
  ];
  return [
    {
      d: band(tail, 27),
      ...order.cloth,
      folds: seam(line(tail.map(([x, ty]) => [x - 19, ty] as const))),
      edge: [9, 4],
      form: [1, 0],
      lift: 12,
    },
    {
      d: band(strip, 30),
      ...order.cloth,
      paint: thread(rim, darker(order.cloth.fill, 0.35)),
      folds: seam(rim, { stitch: rim, h: 0.2 }),
      edge: [10, 5],
      form: [1, 0],
      lift: 10,
      crease: 0.6,
    },
    {
      d: box(MIDDLE - 76, y - 40, 82, 92, 12) + box(MIDDLE - 60, y - 22, 50, 56, 6),
      fill: '#4b3320',
      fabric: 'horn',
      edge: [8, 7],
      form: [1, 0],
      lift: 7,
    },
    { d: box(MIDDLE - 40, y - 3, 46, 15, 6), fill: '#4b3320', fabric: 'horn', edge: [7, 5], form: [1, 0], lift: 5 },
  ];
}

/** A double-breasted trench coat, from the front. */
export function trenchFront(order: Order): Part[] {
  const put = scatter(order.seed);
  const cut = trenchCut;
  const revers: Revers = { at: 560, over: 64, reach: 196 };
  const horn = '#4b3320';
  return [
    stand(cut, lining(order.cloth)),
    inside(cut, { fill: darker(order.accent, 0.2), fabric: 'crepe' }, 0.45),
    ...sleeves({ cut, arms: trenchArms }, order.cloth, put, 1),
    ...cuffStraps(trenchArms, order),
    {
      d: torso(cut),
      ...order.cloth,
      folds: [...bodyFolds(cut, put, 0.5), ...bodySeams(cut), ...skirts(cut, put)],
      edge: [16, 6],
      form: [160, 56],
      lift: 3,
    },
    epaulette(cut, order, 1),
    epaulette(cut, order, -1),
    overlap(cut, order, 92, 520),
    stormFlap(cut, order),
    ...lapel(cut, order.cloth, 1, { ...revers, over: -6, at: 530 }),
    ...lapel(cut, order.cloth, -1, revers),
    welt([MIDDLE - 236, 1000], [MIDDLE - 176, 850], 22, order.cloth),
    welt([MIDDLE + 236, 1000], [MIDDLE + 176, 850], 22, order.cloth),
    buttons(rows([-72, 62], [616, 840, 960]), 18, horn),
    ...belt(cut, order),
  ];
}

function stormFlap(cut: Cut, order: Order): Part {
  const d = shape(
    place([
      [cut.shoulder[0] - 4, cut.shoulder[1] + 4, 1],
      [cut.arm[0] - 4, cut.arm[1] - 20, 1],
      [150, 566],
      [104, 520, 1],
      [90, 300, 1],
    ]),
  );
  const rim = line(
    place([
      [cut.arm[0] - 8, cut.arm[1] - 32, 1],
      [150, 553],
      [112, 514],
    ]),
  );
  return {
    d,
    ...order.cloth,
    paint: thread(rim, darker(order.cloth.fill, 0.35)),
    folds: seam(rim, { stitch: rim, h: 0.3 }),
    edge: [12, 5],
    form: [60, 12],
    lift: 9,
    crease: 0.5,
  };
}
