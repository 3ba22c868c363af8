import { armhole, bodyFolds, bodySeams, cuffBand, inside, lining, sleeves, torso, type Cut, type SleeveCut } from './bodice.ts';
import { lapel, stand, type Revers } from './collar.ts';
import { crease, drape, seam, thread } from './folds.ts';
import { band, box, darker, line, MIDDLE, place, scatter, shape, type Point, type Scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fold, Part, Scene } from './scene.ts';
import { buttons, welt } from './trims.ts';

const trenchCut: Cut = {
  neck: 84,
  neckY: 210,
  depth: 330,
  v: true,
  shoulder: [262, 262],
  arm: [240, 510],
  waist: [206, 740],
  hem: [318, 1330],
  drop: 14,
};
const trenchArms: SleeveCut = { elbow: [402, 690], cuff: [418, 1030], half: 58 };
const peaCut: Cut = {
  neck: 86,
  neckY: 240,
  depth: 360,
  v: true,
  shoulder: [286, 298],
  arm: [268, 570],
  waist: [258, 820],
  hem: [286, 1210],
  drop: 8,
};
const peaArms: SleeveCut = { elbow: [432, 760], cuff: [444, 1130], half: 60 };

/** The front that lies over the other: its edge runs beside the middle down to the hem. */
function overlap(cut: Cut, order: Order, over: number, from: number): Part {
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
    [-cut.arm[0] * 0.4, from - 60],
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
function skirts(cut: Cut, put: Scatter): Fold[] {
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

const rows = (xs: number[], ys: number[]): Point[] => ys.flatMap((y) => xs.map((x) => [MIDDLE + x, y] as const));

function cuffStraps(arms: SleeveCut, order: Order): Part[] {
  return ([-1, 1] as const).map((way) => {
    const up = { ...arms, cuff: [arms.cuff[0] - 3, arms.cuff[1] - 62] as const };
    return { d: cuffBand(up, way, 40), ...order.cloth, folds: [], edge: [9, 4], form: [50, 16], lift: 6, crease: 0.3 };
  });
}

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

const epaulette = (cut: Cut, order: Order, way: 1 | -1): Part => {
  const [from, to] = place(
    [
      [cut.shoulder[0] + 4, cut.shoulder[1] + 14],
      [cut.neck + 70, cut.neckY + 36],
    ],
    way,
  );
  return welt(from!, to!, 24, order.cloth);
};

/** A double-breasted trench coat, from the front. */
function trenchFront(order: Order): Part[] {
  const put = scatter(order.seed);
  const cut = trenchCut;
  const revers: Revers = { at: 560, over: 64, reach: 196 };
  const horn = '#4b3320';
  return [
    stand(cut, lining(order.cloth)),
    inside(cut, { fill: darker(order.accent, 0.2), fabric: 'crepe' }, 0.45),
    ...sleeves(cut, trenchArms, order.cloth, put, 1),
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

/** The trench coat from behind: yoke, belt, centre vent. */
function trenchBack(order: Order): Part[] {
  const put = scatter(`${order.seed} back`);
  const cut = { ...trenchCut, depth: 226, v: false };
  const yoke: Point[] = [
    [-cut.shoulder[0] + 6, cut.shoulder[1] + 6, 1],
    [-cut.neck, cut.neckY + 2],
    [cut.neck, cut.neckY + 2],
    [cut.shoulder[0] - 6, cut.shoulder[1] + 6, 1],
    [cut.arm[0] - 6, cut.arm[1] - 40, 1],
    [110, 540],
    [0, 556],
    [-110, 540],
    [-cut.arm[0] + 6, cut.arm[1] - 40, 1],
  ];
  const rim = line(
    place([
      [cut.arm[0] - 10, cut.arm[1] - 50],
      [110, 528],
      [0, 544],
      [-110, 528],
      [-cut.arm[0] + 10, cut.arm[1] - 50],
    ]),
  );
  const middle = `M${MIDDLE} ${cut.waist[1] + 30}V${cut.hem[1] + 20}`;
  const collar: Point[] = [
    [-cut.neck - 6, cut.neckY - 44, 1],
    [0, cut.neckY - 52],
    [cut.neck + 6, cut.neckY - 44, 1],
    [cut.neck + 44, cut.neckY + 56, 1],
    [0, cut.neckY + 64],
    [-cut.neck - 44, cut.neckY + 56, 1],
  ];
  const y = cut.waist[1];
  const strip: Point[] = [
    [MIDDLE - cut.waist[0] - 8, y - 4],
    [MIDDLE, y + 8],
    [MIDDLE + cut.waist[0] + 8, y - 4],
  ];
  return [
    ...sleeves(cut, trenchArms, order.cloth, put, 1),
    ...cuffStraps(trenchArms, order),
    {
      d: torso(cut),
      ...order.cloth,
      folds: [
        ...bodyFolds(cut, put, 0.6),
        ...bodySeams(cut),
        ...skirts(cut, put),
        ...seam(middle),
        { d: `M${MIDDLE + 6} 960V1350`, w: 20, h: -0.6, soft: 7 },
      ],
      edge: [16, 6],
      form: [160, 56],
      lift: 3,
    },
    {
      d: shape(place(yoke)),
      ...order.cloth,
      paint: thread(rim, darker(order.cloth.fill, 0.35)),
      folds: [...seam(rim, { stitch: rim, h: 0.3 }), ...crease([MIDDLE - 120, 420], [MIDDLE + 30, 500], { h: 0.2, soft: 12 })],
      edge: [14, 5],
      form: [120, 30],
      lift: 9,
      crease: 0.6,
    },
    epaulette(cut, order, 1),
    epaulette(cut, order, -1),
    { d: shape(place(collar)), ...order.cloth, edge: [14, 6], form: [50, 14], lift: 10, crease: 0.4 },
    { d: band(strip, 30), ...order.cloth, edge: [10, 5], form: [1, 0], lift: 10, crease: 0.6 },
  ];
}

/** A double-breasted peacoat. */
function peacoat(order: Order): Part[] {
  const put = scatter(order.seed);
  const cut = peaCut;
  const revers: Revers = { at: 600, over: 84, reach: 226 };
  return [
    stand(cut, lining(order.cloth), 50),
    inside(cut, { fill: '#2c3446', fabric: 'satin' }, 0.5),
    ...sleeves(cut, peaArms, order.cloth, put, 0.8),
    {
      d: torso(cut),
      ...order.cloth,
      folds: [...bodyFolds(cut, put, 0.5), ...seam(armhole(cut, 1)), ...seam(armhole(cut, -1))],
      edge: [18, 8],
      form: [160, 60],
      lift: 4,
    },
    overlap(cut, order, 118, 560),
    ...lapel(cut, order.cloth, 1, { ...revers, over: -8, at: 570 }),
    ...lapel(cut, order.cloth, -1, revers),
    welt([MIDDLE - 206, 960], [MIDDLE - 190, 810], 18, order.cloth),
    welt([MIDDLE + 206, 960], [MIDDLE + 190, 810], 18, order.cloth),
    buttons(rows([-96, 84], [690, 840, 990]), 21, order.accent),
    buttons(rows([-116, 130], [548]).slice(0, 1), 21, order.accent),
  ];
}

/** A coat: a trench when it is long, a peacoat when it is not. */
export function coat(order: Order): Scene {
  const long = order.look.length === 'long';
  const front = long ? trenchFront : peacoat;
  return { backdrop: 'wall', tone: order.tone, parts: order.view === 'back' ? trenchBack(order) : front(order), ground: [] };
}
