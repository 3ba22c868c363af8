import { crease, seam, thread } from './folds.ts';
import { at, band, box, darker, ellipse, line, MIDDLE, place, scatter, shape, symmetric, type Point, type Scatter } from './geometry.ts';
import type { Cloth } from './bodice.ts';
import type { Order } from './order.ts';
import type { Fold, Part, Scene } from './scene.ts';

const pale = '#e8cf9f';

/** A leather strap with holes and a brass buckle. */
function buckled(leather: Cloth, x: number): Part[] {
  const points: Point[] = [
    [x, 400],
    [x, 560],
    [x, 760],
  ];
  const rows = [-13, 13].map((by) => line(points.map(([px, y]) => [px + by, y] as const))).join('');
  const holes = [700, 724, 748].map((y) => ellipse(x, y, 3.6, 3.6)).join('');
  const folds: Fold[] = [...seam(rows, { stitch: rows, h: 0.2 }), { d: holes, w: 3, h: -0.8, soft: 1, fill: true }];
  const brass = { fill: '#b8964f', fabric: 'metal' as const, form: [1, 0] as [number, number] };
  return [
    { d: band(points, 20), ...leather, paint: thread(rows, pale, 0.7), folds, edge: [9, 5], form: [1, 0], lift: 8 },
    { d: box(x - 32, 630, 64, 56, 10) + box(x - 21, 641, 42, 34, 5), ...brass, edge: [6, 6], lift: 6 },
    { d: box(x - 4, 636, 8, 46, 4), ...brass, edge: [4, 4], lift: 3 },
  ];
}

function sides(cloth: Cloth): Part[] {
  const rim = at('276,826 338,838');
  return ([1, -1] as const).flatMap((way): Part[] => [
    {
      d: band(place(at('150,420 322,560 374,800 322,1060'), way), [30, 34, 32, 22]),
      ...cloth,
      fill: darker(cloth.fill, 0.15),
      edge: [14, 8],
      form: [1, 0],
      lift: 6,
    },
    {
      d: shape(place(at('270,800! 336,812 352,960 342,1130 300,1160!'), way)),
      ...cloth,
      folds: seam(line(place(rim, way)), { h: 0.5 }),
      edge: [16, 8],
      form: [50, 26],
      lift: 5,
    },
  ]);
}

function wear(put: Scatter): Fold[] {
  const large = [
    ...crease([360, 560], [520, 640], { bow: 24, w: 40, h: 0.26, soft: 14 }),
    ...crease([850, 600], [690, 700], { bow: -20, w: 40, h: 0.26, soft: 14 }),
  ];
  const small = Array.from({ length: 6 }, () =>
    crease([put(380, 800), 486 + put(0, 20)], [put(420, 780), put(560, 680)], { bow: put(-20, 20), w: 24, h: 0.24, soft: 10 }),
  );
  return [...large, ...small.flat()];
}

/** The front pocket with its leather edge. */
function pocket(cloth: Cloth, leather: Cloth): Part[] {
  const rim = box(MIDDLE - 184, 812, 368, 298, 26);
  const trim = box(MIDDLE - 196, 800, 392, 24, 4);
  const folds = [
    ...seam(rim, { stitch: rim, h: 0.4 }),
    ...crease([430, 1000], [560, 920], { w: 30, h: 0.22, soft: 12 }),
    ...crease([760, 940], [660, 1040], { w: 30, h: 0.22, soft: 12 }),
  ];
  return [
    {
      d: box(MIDDLE - 196, 800, 392, 322, 34),
      ...cloth,
      paint: thread(rim, darker(cloth.fill, 0.5)),
      folds,
      edge: [20, 10],
      form: [90, 36],
      lift: 8,
    },
    {
      d: box(MIDDLE - 204, 792, 408, 40, 8),
      ...leather,
      paint: thread(trim, pale, 0.7),
      folds: seam(trim, { h: 0.2 }),
      edge: [9, 5],
      form: [1, 0],
      lift: 5,
    },
  ];
}

/** A roll-top backpack in waxed canvas with leather trim. */
export function backpack(order: Order): Scene {
  const { cloth } = order;
  const leather: Cloth = { fill: order.accent, fabric: 'leather' };
  const rolled = [-30, 4].map((by) =>
    line(
      place([
        [-262, 396 + by],
        [0, 404 + by],
        [262, 396 + by],
      ]),
    ),
  );
  const baseRim = line(place(at('-306,1090 0,1106 306,1090')));
  const parts: Part[] = [
    { d: band(at('528,350 532,276 560,240 600,232 640,240 668,276 672,350'), 15), ...leather, edge: [10, 6], form: [1, 0], lift: 5 },
    ...sides(cloth),
    {
      d: symmetric(at('0,430 180,430 258,444! 290,640 310,900 306,1120 282,1186 140,1204 0,1206')),
      ...cloth,
      folds: wear(scatter(order.seed)),
      edge: [30, 16],
      form: [150, 90],
      lift: 6,
    },
    {
      d: symmetric(at('0,322 200,326 262,340 272,400 258,456 120,470 0,472')),
      ...cloth,
      folds: rolled.map((d) => ({ d, w: 14, h: -0.6, soft: 6 })),
      edge: [34, 22],
      form: [70, 34],
      lift: 12,
    },
    ...pocket(cloth, leather),
    {
      d: symmetric(at('0,1090 200,1086 309,1074! 304,1130 282,1188 140,1206 0,1208')),
      ...leather,
      paint: thread(baseRim, pale, 0.7),
      folds: seam(baseRim, { stitch: baseRim, h: 0.3 }),
      edge: [16, 9],
      form: [90, 50],
      lift: 4,
    },
    ...buckled(leather, MIDDLE - 110),
    ...buckled(leather, MIDDLE + 110),
  ];
  return { backdrop: 'table', tone: order.tone, parts, ground: [{ cx: 612, cy: 1200, rx: 330, ry: 34, strength: 0.75 }], horizon: 1060 };
}
