import { crease, seam, thread } from './folds.ts';
import { at, band, box, darker, ellipse, line, MIDDLE, place, scatter, shape, symmetric, type Point, type Scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fold, Part, Scene } from './scene.ts';

const isDark = (colour: string): boolean => parseInt(colour.slice(1, 3), 16) < 80;
const threadOf = (order: Order): string => (isDark(order.cloth.fill) ? '#8c8882' : '#ead2a6');

const arch = (half: number, foot: number, top: number): Point[] => [
  [MIDDLE - half, foot],
  [MIDDLE - half + 4, foot - 130],
  [MIDDLE - half * 0.62, top + 36],
  [MIDDLE, top],
  [MIDDLE + half * 0.62, top + 36],
  [MIDDLE + half - 4, foot - 130],
  [MIDDLE + half, foot],
];

function strap(order: Order, points: Point[]): Part {
  const half = MIDDLE - points[0]![0];
  const shift = (by: number): Point[] =>
    points.map(([x, y]) => [x + ((MIDDLE - x) / half) * by * 0.9, y + by * (Math.abs(x - MIDDLE) < half * 0.9 ? 0.9 : 0)] as const);
  const rows = line(shift(-11)) + line(shift(11));
  const folds = seam(rows, { stitch: rows, h: 0.25 });
  return {
    d: band(points, 18),
    ...order.cloth,
    paint: thread(rows, threadOf(order), 0.75),
    folds,
    edge: [12, 7],
    form: [1, 0],
    lift: 9,
    crease: 0.4,
  };
}

/** The tab that holds a strap's end, and its rivet. */
function anchor(order: Order, way: 1 | -1): { tab: Part; rivet: Part } {
  const rim = shape(place(at('158,612! 198,612! 198,702 178,726 158,702'), way));
  return {
    tab: {
      d: shape(place(at('150,600! 206,600! 206,706 178,740 150,706'), way)),
      ...order.cloth,
      paint: thread(rim, threadOf(order), 0.75),
      folds: seam(rim, { stitch: rim, h: 0.3 }),
      edge: [10, 5],
      form: [1, 0],
      lift: 6,
    },
    rivet: { d: ellipse(MIDDLE + way * 178, 660, 11, 11), fill: '#c5a35c', fabric: 'metal', edge: [10, 9], form: [1, 0], lift: 4 },
  };
}

/** The brand, pressed into the leather. */
function stamp(order: Order): Part {
  const ink = darker(order.cloth.fill, 0.6);
  const text = `<text x="${MIDDLE}" y="845" text-anchor="middle" font-family="Georgia, 'DejaVu Serif', serif" font-size="19" letter-spacing="2.5" fill="${ink}">HOLLIN &amp; QUAY</text>`;
  return {
    d: box(MIDDLE - 116, 812, 232, 52, 3),
    ...order.cloth,
    fill: darker(order.cloth.fill, 0.1),
    paint: text,
    edge: [4, -1.5],
    form: [1, 0],
    lift: 0.5,
  };
}

function slouch(put: Scatter): Fold[] {
  return [0, 1, 2, 3, 4].flatMap((index) => {
    const way = index % 2 === 0 ? 1 : -1;
    const from: Point = [MIDDLE + way * put(310, 360), 700 + index * 60];
    return crease(from, [MIDDLE + way * put(90, 220), 800 + index * 60], { bow: way * put(20, 50), w: put(40, 70), h: 0.2, soft: 20 });
  });
}

function body(order: Order, put: Scatter): Part {
  const top = line(place(at('-380,622 -200,632 0,638 200,632 380,622')));
  const base = line(place(at('-352,1080 -160,1098 0,1100 160,1098 352,1080')));
  const edges = ([1, -1] as const).map((way) => line(place(at('362,630 356,800 336,1080'), way)));
  const rows = top + edges.join('');
  return {
    d: symmetric(at('0,612 200,606 392,596! 386,760 362,1000 346,1148 330,1166 160,1176 0,1178')),
    ...order.cloth,
    paint: thread(rows + base, threadOf(order), 0.75),
    folds: [...seam(rows, { stitch: rows, h: 0.5 }), ...seam(base, { stitch: base, h: 0.6 }), ...slouch(put)],
    edge: [26, 14],
    form: [160, 80],
    lift: 5,
  };
}

/** A leather tote, standing. */
export function tote(order: Order): Scene {
  const anchors = [anchor(order, -1), anchor(order, 1)];
  const mouth = symmetric(at('0,570 220,578 390,598! 200,612 0,618'));
  const parts: Part[] = [
    strap(order, arch(176, 602, 240)),
    { d: mouth, ...order.cloth, fill: darker(order.accent, 0.5), fabric: 'canvas', edge: [10, -4], form: [1, 0], lift: 1 },
    body(order, scatter(order.seed)),
    ...anchors.map(({ tab }) => tab),
    strap(order, arch(178, 690, 300)),
    ...anchors.map(({ rivet }) => rivet),
    stamp(order),
  ];
  return { backdrop: 'table', tone: order.tone, parts, ground: [{ cx: 612, cy: 1172, rx: 390, ry: 34, strength: 0.75 }], horizon: 1040 };
}
