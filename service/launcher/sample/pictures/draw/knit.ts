import { bodyFolds, bodySeams, cuffBand, inside, lining, neckBand, sleeves, torso, type Cut, type SleeveCut } from './bodice.ts';
import { seam } from './folds.ts';
import { at, band, darker, line, MIDDLE, place, scatter, shape, symmetric, type Point } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fabric, Fold, Part, Scene } from './scene.ts';
import { buttons } from './trims.ts';

const relaxed: Cut = {
  neck: 100,
  neckY: 262,
  depth: 350,
  shoulder: [276, 326],
  arm: [276, 600],
  waist: [272, 860],
  hem: [250, 1170],
  drop: 8,
};
const arms: SleeveCut = { elbow: [440, 780], cuff: [430, 1130], half: 50 };

/** A cable of two strands that cross over each other, running down along a line at x. */
export function cable(x: number, top: number, bottom: number, width: number): Fold[] {
  const folds: Fold[] = [];
  const step = width * 1.5;
  for (let y = top, turn = 0; y < bottom; y += step, turn++) {
    const strand = (from: number, to: number, begin: number, end: number): string => {
      const points: Point[] = [];
      for (let share = begin; share <= end + 0.001; share += 0.125) {
        points.push([x + from + (to - from) * (0.5 - 0.5 * Math.cos(Math.PI * share)), y + step * share]);
      }
      return line(points);
    };
    const half = width * 0.3;
    const thick = width * 0.44;
    for (const [begin, end] of [
      [0, 0.25],
      [0.75, 1],
    ] as const)
      folds.push({ d: strand(half, -half, begin, end), w: thick, h: 0.42, soft: 6 });
    folds.push({ d: strand(-half, half, 0, 1), w: thick * 1.7, h: -0.3, soft: 6.2 });
    folds.push({ d: strand(-half, half, 0, 1), w: thick, h: 0.6, soft: 6.4 });
  }
  for (const way of [-1, 1]) folds.push({ d: `M${x + way * width * 0.72} ${top}V${bottom}`, w: 9, h: -0.5, soft: 6.1 });
  return folds;
}

/** A honeycomb of crossing lines between the cables. */
function lattice(x: number, top: number, bottom: number, width: number): Fold[] {
  const points = (way: number): Point[] =>
    Array.from(
      { length: Math.ceil((bottom - top) / 34) },
      (_, row) => [x + way * (row % 2 === 0 ? -1 : 1) * width * 0.36, top + row * 34] as const,
    );
  return [-1, 1].map((way) => ({ d: line(points(way)), w: 12, h: 0.4, soft: 6.05 }));
}

const cables = (cut: Cut): Fold[] => {
  const bottom = cut.hem[1] - 50;
  const high = (x: number): number => (Math.abs(x) < cut.neck ? cut.depth + 10 : cut.neckY + Math.abs(x) * 0.16);
  return [
    ...[-150, -62, 62, 150].flatMap((x) => cable(MIDDLE + x, high(x), bottom, 46)),
    ...[0, -222, 222].flatMap((x) => lattice(MIDDLE + x, high(x) + (x === 0 ? 10 : 0), bottom, 44)),
  ];
};

/** The ribbed band at the hem. */
function hemBand(cut: Cut, height: number, cloth: { fill: string; fabric: Fabric }): Part {
  const y = cut.hem[1];
  const d = symmetric([
    [0, y - height + 10],
    [cut.hem[0] + 4, y - height, 1],
    [cut.hem[0] - 4, y - height * 0.4],
    [cut.hem[0] - 2, y + 4, 1],
    [0, y + 16],
  ]);
  return { d, ...cloth, edge: [14, 6], form: [120, 40], lift: 4, crease: 0.5 };
}

/** The rolled collar, folded over itself. */
function rollNeck(cut: Cut, cloth: { fill: string; fabric: Fabric }): Part[] {
  const { neck, neckY } = cut;
  const tube = symmetric([
    [0, neckY - 82],
    [neck - 12, neckY - 92, 1],
    [neck - 2, neckY + 10],
    [neck * 0.7, neckY + 66],
    [0, neckY + 84],
  ]);
  const over = symmetric([
    [0, neckY - 76],
    [neck * 0.6, neckY - 82],
    [neck - 6, neckY - 94],
    [neck + 8, neckY - 78],
    [neck + 12, neckY - 20],
    [neck + 6, neckY + 26],
    [neck * 0.62, neckY + 44],
    [0, neckY + 52],
  ]);
  const mouth = symmetric([
    [0, neckY - 104],
    [neck - 20, neckY - 98],
    [neck - 10, neckY - 88],
    [neck * 0.6, neckY - 78],
    [0, neckY - 70],
  ]);
  return [
    { d: tube, ...cloth, edge: [16, 8], form: [80, 40], lift: 8, crease: 0.4 },
    { d: mouth, ...cloth, fill: darker(cloth.fill, 0.5), edge: [6, 2], form: [1, 0], lift: 1, crease: 0 },
    { d: over, ...cloth, edge: [20, 10], form: [90, 46], lift: 9, crease: 0.4 },
  ];
}

function cuffs(measure: SleeveCut, rib: { fill: string; fabric: Fabric }): Part[] {
  return ([-1, 1] as const).map((way) => ({
    d: cuffBand(measure, way, 84),
    ...rib,
    grain: 4 * way,
    edge: [12, 6],
    form: [50, 18],
    lift: 4,
    crease: 0.4,
  }));
}

/** A jumper: cables or ribs, crew or roll neck; from the front or the back. */
export function jumper(order: Order): Scene {
  const put = scatter(order.seed);
  const fine = order.look.pattern === 'rib';
  const cloth = { fill: order.cloth.fill, fabric: fine ? ('fineRib' as const) : ('knit' as const) };
  const rib = { fill: cloth.fill, fabric: fine ? ('fineRib' as const) : ('rib' as const) };
  const behind = order.view === 'back';
  const cut: Cut = fine
    ? { ...relaxed, neck: 88, depth: 320, shoulder: [252, 322], arm: [244, 580], waist: [232, 860], hem: [236, 1170] }
    : { ...relaxed, depth: behind ? 276 : relaxed.depth };
  const measure = fine ? ({ elbow: [402, 780], cuff: [404, 1140], half: 45 } as const) : arms;
  const arm = sleeves({ cut, arms: measure }, cloth, put, 1.1);
  if (!fine) arm.forEach((part, index) => part.folds?.push(...sleeveCable(cut, measure, index === 0 ? -1 : 1)));
  const body: Part = {
    d: torso(cut),
    ...cloth,
    folds: [...bodyFolds(cut, put, fine ? 0.9 : 0.7), ...bodySeams(cut, 0), ...(fine ? [] : cables(cut))],
    edge: [20, 9],
    form: [150, 60],
    lift: 4,
  };
  const neck = order.look.neck === 'roll' ? rollNeck(cut, rib) : [neckBand(cut, 24, rib)];
  const parts = [inside(cut, lining(rib), behind ? 0.2 : 0.45), ...arm, ...cuffs(measure, rib), body, hemBand(cut, 84, rib), ...neck];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}

function sleeveCable(cut: Cut, { elbow, cuff }: SleeveCut, way: 1 | -1): Fold[] {
  const lean = (x: number): Fold[] => {
    const points = place(
      [
        [cut.shoulder[0] + 26 + x, cut.shoulder[1] + 60],
        [elbow[0] - 70 + x, elbow[1]],
        [cuff[0] + x * 0.7, cuff[1] - 70],
      ],
      way,
    );
    return [{ d: line(points), w: 16, h: 0.5, soft: 6 }];
  };
  return [...lean(-30), ...lean(0), ...lean(30)];
}

/** A cardigan with a V neck and large buttons. */
export function cardigan(order: Order): Scene {
  const put = scatter(order.seed);
  const cloth = { fill: order.cloth.fill, fabric: 'rib' as const };
  const cut: Cut = { ...relaxed, neck: 96, depth: 560, v: true, hem: [268, 1120], waist: [276, 840] };
  const measure: SleeveCut = { elbow: [442, 770], cuff: [436, 1090], half: 54 };
  const edge: Point[] = [
    [cut.neck + 4, cut.neckY - 8],
    [cut.neck * 0.52, 420],
    [14, cut.depth],
    [0, cut.depth + 70],
    [0, 900],
    [0, cut.hem[1] + 14],
  ];
  const opening = (way: 1 | -1): Part => ({
    d: band(place(way === 1 ? edge : edge.slice(0, 4), way), 27),
    ...cloth,
    fabric: 'fineRib',
    edge: [14, 6],
    form: [1, 0],
    lift: 8,
    crease: 0.5,
  });
  const middle = Array.from({ length: 5 }, (_, index) => [MIDDLE, 612 + index * 116] as const);
  const parts: Part[] = [
    inside(cut, lining(cloth), 0.5),
    backBand(cut, cloth),
    ...sleeves({ cut, arms: measure }, cloth, put, 1.1),
    ...cuffs(measure, { ...cloth, fabric: 'fineRib' }),
    { d: torso(cut), ...cloth, folds: [...bodyFolds(cut, put, 0.8), ...bodySeams(cut, 0)], edge: [20, 9], form: [150, 60], lift: 4 },
    hemBand(cut, 90, { ...cloth, fabric: 'fineRib' }),
    opening(-1),
    opening(1),
    buttons(middle, 19, '#3a2620'),
  ];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}

/** The band behind the neck, seen from the inside. */
function backBand(cut: Cut, cloth: { fill: string; fabric: Fabric }): Part {
  const lower: Point[] = [
    [0, cut.neckY + 28],
    [cut.neck + 6, cut.neckY + 4],
  ];
  const upper: Point[] = [
    [cut.neck + 12, cut.neckY - 14, 1],
    [cut.neck * 0.6, cut.neckY - 12],
    [0, cut.neckY - 8],
  ];
  const d = shape([...place(lower, -1).reverse(), ...place(lower).slice(1), ...place(upper), ...place(upper, -1).reverse().slice(1)]);
  return {
    d,
    ...cloth,
    fabric: 'fineRib',
    fill: darker(cloth.fill, 0.2),
    folds: seam(line(place(lower))),
    edge: [8, 3],
    form: [1, 0],
    lift: 3,
  };
}

/** A ribbed beanie with a turned-up brim. */
export function beanie(order: Order): Scene {
  const put = scatter(order.seed);
  const cloth = { fill: order.cloth.fill, fabric: 'rib' as const };
  const dome = symmetric(at('0,452 90,462 196,520 268,640 292,800 296,960! 0,990'));
  const brim = symmetric(at('0,850 200,842 304,826! 318,930 310,1036 290,1048 150,1068 0,1074'));
  const gathers: Fold[] = Array.from({ length: 15 }, (_, index) => {
    const x = (index - 7) * 46;
    return {
      d: line([
        [MIDDLE + x * 0.1, 458],
        [MIDDLE + x * 0.62, 500 + Math.abs(x) * 0.16],
        [MIDDLE + x * put(0.86, 0.94), 640 + Math.abs(x) * 0.1],
      ]),
      w: 14,
      h: -0.5,
      soft: 7,
    };
  });
  const parts: Part[] = [
    { d: dome, ...cloth, folds: gathers, edge: [30, 16], form: [150, 110], lift: 8 },
    { d: brim, ...cloth, edge: [24, 14], form: [130, 70], lift: 14 },
    {
      d: `M${MIDDLE + 120} 925h92v64h-92Z`,
      fill: '#5b4a33',
      fabric: 'leather',
      folds: seam(`M${MIDDLE + 127} 932h78v50h-78Z`),
      edge: [5, 2.5],
      form: [1, 0],
      lift: 4,
    },
  ];
  return { backdrop: 'table', tone: order.tone, parts, ground: [{ cx: 610, cy: 1072, rx: 330, ry: 44, strength: 0.75 }], horizon: 960 };
}
