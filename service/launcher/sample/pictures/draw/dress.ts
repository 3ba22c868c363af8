import { shortSleeve } from './short-sleeve.ts';
import { armhole, inside, lining, sleeves, torso, bodyFolds, type Cut, type SleeveCut } from './bodice.ts';
import { leaf, stand } from './collar.ts';
import { crease, drape, seam } from './folds.ts';
import { band, line, MIDDLE, place, scatter, shape, type Point, type Scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fold, Part, Scene } from './scene.ts';
import { placket } from './shirt.ts';
import { buttons, welt } from './trims.ts';

const wrapCut: Cut = {
  neck: 94,
  neckY: 190,
  depth: 470,
  v: true,
  shoulder: [190, 238],
  arm: [182, 440],
  waist: [142, 640],
  hem: [322, 1370],
  drop: 22,
};
const shirtCut: Cut = {
  neck: 80,
  neckY: 190,
  depth: 268,
  shoulder: [206, 244],
  arm: [198, 450],
  waist: [160, 690],
  hem: [300, 1370],
  drop: 16,
};
const shirtArms: SleeveCut = { elbow: [352, 620], cuff: [370, 900], half: 50 };

/** Folds of a skirt that falls from the waist. */
function flow(cut: Cut, put: Scatter, strength: number): Fold[] {
  const fall = (count: number, w: number, h: number, ragged: number): Fold[] =>
    drape(
      {
        top: { from: MIDDLE - cut.waist[0] * 0.85, to: MIDDLE + cut.waist[0] * 0.85, y: cut.waist[1] + 20 },
        bottom: { from: MIDDLE - cut.hem[0] * 0.96, to: MIDDLE + cut.hem[0] * 0.96, y: cut.hem[1] },
        count,
        w,
        h: h * strength,
        ragged,
      },
      put,
    );
  return [...fall(9, 64, 0.55, 0.2), ...fall(14, 26, 0.24, 0.6)];
}

/** Gathers below or above a waist seam. */
function gathers(cut: Cut, put: Scatter, way: 1 | -1): Fold[] {
  return Array.from({ length: 16 }, (_, index) => {
    const x = MIDDLE + ((index + 0.5) / 16 - 0.5) * cut.waist[0] * 1.9;
    const y = cut.waist[1];
    return {
      d: line([
        [x, y],
        [x + (x - MIDDLE) * put(0.02, 0.12), y + way * put(40, 110)],
      ]),
      w: put(7, 14),
      h: index % 2 === 0 ? 0.4 : -0.4,
      soft: 6.5,
    };
  });
}

/** The front that crosses over, from the left shoulder to the right hip and down. */
function crossing(cut: Cut, order: Order, put: Scatter): Part {
  const bottom = cut.hem[1] + (cut.drop ?? 0);
  const outline: Point[] = [
    [-cut.neck, cut.neckY, 1],
    [-cut.neck * 0.52, 330],
    [cut.waist[0] * 0.3, 540],
    [cut.waist[0] - 2, cut.waist[1] - 8, 1],
    [cut.waist[0] - 8, cut.waist[1] + 30, 1],
    [cut.waist[0] + 4, 860],
    [150, 1120],
    [120, bottom - 6, 1],
    [-90, bottom - 2],
    [-cut.hem[0], cut.hem[1], 1],
    [-cut.waist[0], cut.waist[1]],
    [-cut.arm[0], cut.arm[1], 1],
    [-cut.shoulder[0] + 34, cut.shoulder[1] + (cut.arm[1] - cut.shoulder[1]) * 0.56],
    [-cut.shoulder[0], cut.shoulder[1], 1],
  ];
  const folds = [...flow(cut, put, 1), ...gathers(cut, put, 1), ...gathers(cut, put, -1), ...seam(armhole(cut, -1))];
  for (let index = 0; index < 6; index++) {
    folds.push(
      ...crease([MIDDLE + cut.waist[0] - 6, cut.waist[1] - 6 + index * 5], [MIDDLE - put(40, 150), 420 + index * 44], {
        bow: put(8, 30),
        w: put(16, 26),
        h: 0.3,
        soft: 9,
      }),
    );
  }
  return { d: shape(place(outline)), ...order.cloth, folds, edge: [12, 5], form: [120, 50], lift: 9 };
}

/** A tie belt with a knot and two ends. */
function sash(cut: Cut, order: Order, at: number): Part[] {
  const y = cut.waist[1];
  const w = cut.waist[0] + 5;
  const strip: Point[] = [
    [MIDDLE - w, y - 6],
    [MIDDLE, y + 6],
    [MIDDLE + w, y - 6],
  ];
  const knot: Point = [MIDDLE + at, y];
  const ends: Point[][] = [
    [knot, [knot[0] + 34, y + 120], [knot[0] + 20, y + 330]],
    [knot, [knot[0] - 14, y + 130], [knot[0] + 4, y + 270]],
  ];
  const loops = [
    shape([
      [knot[0], y, 1],
      [knot[0] + 70, y - 28],
      [knot[0] + 104, y + 24],
      [knot[0] + 60, y + 34],
    ]),
    shape([
      [knot[0], y, 1],
      [knot[0] - 62, y - 20],
      [knot[0] - 90, y + 40],
      [knot[0] - 44, y + 40],
    ]),
  ];
  const creases = [-8, 8].map((shift) => ({ d: line(strip.map(([x, sy]) => [x, sy + shift] as const)), w: 6, h: -0.4, soft: 2.5 }));
  const ties = ends.map((points): Part => ({
    d: band(points, [12, 19, 25]),
    ...order.cloth,
    folds: [{ d: line(points), w: 9, h: -0.4, soft: 6 }],
    edge: [10, 5],
    form: [1, 0],
    lift: 10,
  }));
  return [
    { d: band(strip, 23), ...order.cloth, folds: creases, edge: [10, 6], form: [60, 10], lift: 7 },
    ...ties,
    ...loops.map((d): Part => ({ d, ...order.cloth, edge: [14, 8], form: [1, 0], lift: 8 })),
    {
      d: shape([
        [knot[0] - 22, y - 26],
        [knot[0] + 22, y - 24],
        [knot[0] + 26, y + 24],
        [knot[0] - 20, y + 28],
      ]),
      ...order.cloth,
      edge: [16, 12],
      form: [1, 0],
      lift: 8,
    },
  ];
}

function wrap(order: Order): Part[] {
  const put = scatter(order.seed);
  const behind = order.view === 'back';
  const cut = behind ? { ...wrapCut, depth: 214, v: false } : wrapCut;
  const arms = ([-1, 1] as const).map((way) => shortSleeve({ cut, outer: [98, 190], inner: [34, 30] }, order.cloth, way, put));
  const base: Part = {
    d: torso(cut),
    ...order.cloth,
    folds: [
      ...bodyFolds(cut, put, 0.5),
      ...flow(cut, put, 1),
      ...gathers(cut, put, 1),
      ...gathers(cut, put, -1),
      ...seam(armhole(cut, 1)),
      ...seam(armhole(cut, -1)),
    ],
    edge: [14, 5],
    form: [120, 50],
    lift: 4,
  };
  if (behind) return [...arms, base, ...sash(cut, order, 0).slice(0, 1)];
  return [inside(cut, lining(order.cloth), 0.5), ...arms, base, crossing(cut, order, put), ...sash(cut, order, cut.waist[0] - 30)];
}

function shirtDress(order: Order): Part[] {
  const put = scatter(order.seed);
  const cut = shirtCut;
  const ys = Array.from({ length: 10 }, (_, index) => [MIDDLE, 306 + index * 108] as const);
  return [
    stand(cut, lining(order.cloth)),
    inside(cut, lining(order.cloth), 0.4),
    ...sleeves({ cut, arms: shirtArms }, order.cloth, put, 1.2),
    {
      d: torso(cut),
      ...order.cloth,
      folds: [
        ...bodyFolds(cut, put, 0.5),
        ...flow(cut, put, 0.7),
        ...gathers(cut, put, 1),
        ...gathers(cut, put, -1),
        ...seam(armhole(cut, 1)),
        ...seam(armhole(cut, -1)),
      ],
      edge: [14, 5],
      form: [130, 50],
      lift: 3,
    },
    placket(cut, order, 20),
    welt([MIDDLE - 176, 840], [MIDDLE - 158, 740], 9, order.cloth),
    welt([MIDDLE + 176, 840], [MIDDLE + 158, 740], 9, order.cloth),
    buttons(ys, 9.5, '#8d7b5c'),
    leaf(cut, order.cloth, -1, [98, 124]),
    leaf(cut, order.cloth, 1, [98, 124]),
    ...sash(cut, order, -18),
  ];
}

/** A dress: a wrap dress, or a shirt dress with a collar. */
export function dress(order: Order): Scene {
  const parts = order.look.neck === 'wrap' ? wrap(order) : shirtDress(order);
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}
