import { crease, drape, seam, thread } from './folds.ts';
import { box, darker, line, MIDDLE, place, scatter, shape, type Point, type Scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fold, Part, Scene } from './scene.ts';
import { buttons } from './trims.ts';

interface Leg {
  waist: number;
  hip: number;
  /** inner and outer edge of the hem, from the middle. */
  hem: readonly [number, number];
  knee: readonly [number, number];
}

const wide: Leg = { waist: 168, hip: 226, knee: [14, 284], hem: [26, 336] };
const tapered: Leg = { waist: 178, hip: 220, knee: [36, 220], hem: [66, 196] };

const TOP = 150;
const CROTCH = 560;
const BOTTOM = 1386;

function legFolds(cut: Leg, way: 1 | -1, put: Scatter): Fold[] {
  const middle = (cut.hem[0] + cut.hem[1]) / 2;
  const pressed = line(
    place(
      [
        [(cut.waist + 10) * 0.56, TOP + 60],
        [cut.hip * 0.58, 460],
        [(cut.knee[0] + cut.knee[1]) / 2, 900],
        [middle, BOTTOM],
      ],
      way,
    ),
  );
  const hem = line(
    place(
      [
        [cut.hem[0] - 4, BOTTOM - 40],
        [cut.hem[1] + 4, BOTTOM - 42],
      ],
      way,
    ),
  );
  const folds: Fold[] = [{ d: pressed, w: 10, h: 0.3, soft: 3 }, { d: pressed, w: 50, h: 0.26, soft: 18 }, ...seam(hem, { h: 0.4 })];
  const add = (from: Point, to: Point, look: { bow: number; w: number; h: number; soft: number }): void => {
    const [a, b] = place([from, to], way);
    folds.push(...crease(a!, b!, { ...look, bow: way * look.bow }));
  };
  for (let index = 0; index < 4; index++) {
    add([10 + index * 5, CROTCH - 40 + index * 26], [put(110, 190), CROTCH - 60 + index * 64 - put(0, 60)], {
      bow: put(6, 18),
      w: put(16, 26),
      h: 0.26,
      soft: 9,
    });
  }
  for (let index = 0; index < 3; index++) {
    const y = 860 + index * 60;
    add([cut.knee[0] + 14, y], [cut.knee[0] + put(70, 130), y - put(20, 50)], { bow: 10, w: 20, h: 0.2, soft: 10 });
  }
  return [...folds, ...fallOf(cut, way, put)];
}

function leg(cut: Leg, order: Order, way: 1 | -1, put: Scatter): Part {
  const outer: Point[] = [
    [cut.waist, TOP, 1],
    [cut.hip - 12, TOP + 150],
    [cut.hip, TOP + 290],
    [cut.knee[1], 900],
    [cut.hem[1], BOTTOM - 6, 1],
  ];
  const inner: Point[] = [
    [(cut.hem[0] + cut.hem[1]) / 2, BOTTOM + 6],
    [cut.hem[0], BOTTOM - 2, 1],
    [cut.knee[0], 900],
    [6, CROTCH + 20],
    [-6, CROTCH - 30, 1],
  ];
  const d = shape(place([[-6, TOP + 10, 1], ...outer, ...inner], way));
  return { d, ...order.cloth, folds: legFolds(cut, way, put), edge: [18, 7], form: [110, 50], lift: way === 1 ? 6 : 3, grain: -3 * way };
}

function fallOf(cut: Leg, way: 1 | -1, put: Scatter): Fold[] {
  const [inner, outer] = cut.hem;
  const at = (x: number): number => MIDDLE + way * x;
  const soft = outer > 250 ? 0.42 : 0.16;
  return drape(
    {
      top: { from: at(inner + 30), to: at(outer - 60), y: 640 },
      bottom: { from: at(inner + 16), to: at(outer - 16), y: BOTTOM },
      count: 4,
      w: 56,
      h: soft,
      ragged: 0.7,
    },
    put,
  );
}

function front(cut: Leg, order: Order): Part[] {
  const tone = darker(order.cloth.fill, 0.3);
  const slant = (way: 1 | -1): Part => {
    const points = place(
      [
        [cut.waist - 62, TOP + 44],
        [cut.hip - 22, TOP + 230],
      ],
      way,
    );
    const beside = line(points.map(([x, y]) => [x - way * 10, y] as const));
    const edge = line(points);
    const mouth: Point[] = place(
      [
        [cut.waist - 62, TOP + 40, 1],
        [cut.waist - 2, TOP + 40, 1],
        [cut.hip - 14, TOP + 170],
        [cut.hip - 20, TOP + 236, 1],
      ],
      way,
    );
    return {
      d: shape(mouth),
      ...order.cloth,
      fill: darker(order.cloth.fill, 0.06),
      paint: thread(beside, tone),
      folds: [{ d: edge, w: 8, h: -0.9, soft: 2 }],
      edge: [4, -2],
      form: [1, 0],
      lift: 1,
    };
  };
  const fly = line([
    [MIDDLE + 50, TOP + 40],
    [MIDDLE + 50, TOP + 220],
    [MIDDLE + 40, TOP + 280],
    [MIDDLE + 4, TOP + 322],
  ]);
  const flyPart: Part = {
    d: shape([
      [MIDDLE - 2, TOP + 30, 1],
      [MIDDLE + 62, TOP + 30, 1],
      [MIDDLE + 60, TOP + 230],
      [MIDDLE + 44, TOP + 296],
      [MIDDLE - 2, TOP + 346, 1],
    ]),
    ...order.cloth,
    paint: thread(fly, tone),
    folds: seam(fly, { stitch: fly, h: 0.3 }),
    edge: [7, 3],
    form: [1, 0],
    lift: 3,
    crease: 0.6,
  };
  return [slant(1), slant(-1), flyPart];
}

function waistband(cut: Leg, order: Order): Part[] {
  const w = cut.waist + 3;
  const d = shape(
    place([
      [-w, TOP - 14, 1],
      [0, TOP + 4],
      [w, TOP - 14, 1],
      [w + 4, TOP + 40, 1],
      [0, TOP + 58],
      [-w - 4, TOP + 40, 1],
    ]),
  );
  const rim = line(
    place([
      [-w, TOP + 32],
      [0, TOP + 50],
      [w, TOP + 32],
    ]),
  );
  const behind = shape(
    place([
      [-w + 2, TOP - 12, 1],
      [0, TOP - 34],
      [w - 2, TOP - 12, 1],
      [0, TOP + 8],
    ]),
  );
  const loops = [-120, -52, 60, 122].map((x) => box(MIDDLE + x - 9, TOP - 12 + (1 - Math.abs(x) / w) * 16, 18, 66, 3)).join('');
  return [
    { d: behind, ...order.cloth, fill: darker(order.cloth.fill, 0.4), edge: [5, 2], form: [1, 0], lift: 1 },
    {
      d,
      ...order.cloth,
      paint: thread(rim, darker(order.cloth.fill, 0.3)),
      folds: seam(rim, { stitch: rim, h: 0.3 }),
      edge: [9, 4],
      form: [110, 30],
      lift: 5,
      crease: 0.3,
    },
    { d: loops, ...order.cloth, edge: [6, 4], form: [1, 0], lift: 5, crease: 0 },
  ];
}

/** Trousers: wide with pleats, or tapered chinos. */
export function trousers(order: Order): Scene {
  const put = scatter(order.seed);
  const pleated = order.look.details.includes('pleats');
  const cut = pleated ? wide : tapered;
  const legs = [leg(cut, order, -1, put), leg(cut, order, 1, put)];
  if (pleated) legs.forEach((part, index) => part.folds?.push(...pleats(index === 0 ? -1 : 1)));
  const parts = [
    ...legs,
    ...front(cut, order),
    ...waistband(cut, order),
    buttons([[MIDDLE + 26, TOP + 27]], 11, darker(order.accent, 0.2)),
  ];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}

const pleats = (way: 1 | -1): Fold[] =>
  [84, 118].flatMap((x) => {
    const d = line(
      place(
        [
          [x, TOP + 44],
          [x + 6, TOP + 300],
        ],
        way,
      ),
    );
    return [
      { d, w: 5, h: -0.9, soft: 1.5 },
      {
        d: line(
          place(
            [
              [x + 9, TOP + 44],
              [x + 14, TOP + 260],
            ],
            way,
          ),
        ),
        w: 14,
        h: 0.4,
        soft: 6,
      },
    ];
  });
