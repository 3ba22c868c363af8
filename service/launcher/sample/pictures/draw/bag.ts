import { crease, seam, thread } from './folds.ts';
import { band, box, darker, ellipse, line, MIDDLE, place, scatter, shape, symmetric, type Point } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part, Scene } from './scene.ts';

const arch = (half: number, foot: number, top: number): Point[] => [
  [MIDDLE - half, foot],
  [MIDDLE - half + 4, foot - 130],
  [MIDDLE - half * 0.62, top + 36],
  [MIDDLE, top],
  [MIDDLE + half * 0.62, top + 36],
  [MIDDLE + half - 4, foot - 130],
  [MIDDLE + half, foot],
];

function strap(order: Order, half: number, foot: number, top: number): Part {
  const points = arch(half, foot, top);
  const shift = (by: number): Point[] =>
    points.map(([x, y]) => [x + ((MIDDLE - x) / half) * by * 0.9, y + by * (Math.abs(x - MIDDLE) < half * 0.9 ? 0.9 : 0)] as const);
  const rows = line(shift(-11)) + line(shift(11));
  const pale = order.cloth.fill < '#555555' ? '#8c8882' : '#ead2a6';
  return {
    d: band(points, 18),
    ...order.cloth,
    paint: thread(rows, pale, 0.75),
    folds: seam(rows, { stitch: rows, h: 0.25 }),
    edge: [12, 7],
    form: [1, 0],
    lift: 9,
    crease: 0.4,
  };
}

/** A leather tote, standing. */
export function tote(order: Order): Scene {
  const put = scatter(order.seed);
  const pale = order.cloth.fill < '#555555' ? '#8c8882' : '#ead2a6';
  const body = symmetric([
    [0, 612],
    [200, 606],
    [392, 596, 1],
    [386, 760],
    [362, 1000],
    [346, 1148],
    [330, 1166],
    [160, 1176],
    [0, 1178],
  ]);
  const mouth = symmetric([
    [0, 570],
    [220, 578],
    [390, 598, 1],
    [200, 612],
    [0, 618],
  ]);
  const top = line(
    place([
      [-380, 622],
      [-200, 632],
      [0, 638],
      [200, 632],
      [380, 622],
    ]),
  );
  const base = line(
    place([
      [-352, 1080],
      [-160, 1098],
      [0, 1100],
      [160, 1098],
      [352, 1080],
    ]),
  );
  const sides =
    line(
      place([
        [362, 630],
        [356, 800],
        [336, 1080],
      ]),
    ) +
    line(
      place(
        [
          [362, 630],
          [356, 800],
          [336, 1080],
        ],
        -1,
      ),
    );
  const stitches = top + sides;
  const folds = [...seam(stitches, { stitch: stitches, h: 0.5 }), ...seam(base, { stitch: base, h: 0.6 })];
  for (let index = 0; index < 5; index++) {
    const way = index % 2 === 0 ? 1 : -1;
    folds.push(
      ...crease([MIDDLE + way * put(310, 360), 700 + index * 60], [MIDDLE + way * put(90, 220), 800 + index * 60], {
        bow: way * put(20, 50),
        w: put(40, 70),
        h: 0.2,
        soft: 20,
      }),
    );
  }
  const anchors = [-1, 1].flatMap((way) => {
    const d = shape(
      place(
        [
          [150, 600, 1],
          [206, 600, 1],
          [206, 706],
          [178, 740],
          [150, 706],
        ],
        way === 1 ? 1 : -1,
      ),
    );
    const rim = shape(
      place(
        [
          [158, 612, 1],
          [198, 612, 1],
          [198, 702],
          [178, 726],
          [158, 702],
        ],
        way === 1 ? 1 : -1,
      ),
    );
    const part: Part = {
      d,
      ...order.cloth,
      paint: thread(rim, pale, 0.75),
      folds: seam(rim, { stitch: rim, h: 0.3 }),
      edge: [10, 5],
      form: [1, 0],
      lift: 6,
    };
    const rivet: Part = {
      d: ellipse(MIDDLE + way * 178, 660, 11, 11),
      fill: '#c5a35c',
      fabric: 'metal',
      edge: [10, 9],
      form: [1, 0],
      lift: 4,
    };
    return [part, rivet];
  });
  const stamp: Part = {
    d: box(MIDDLE - 78, 812, 156, 52, 3),
    ...order.cloth,
    fill: darker(order.cloth.fill, 0.12),
    paint: stampText(darker(order.cloth.fill, 0.6)),
    edge: [4, -1.5],
    form: [1, 0],
    lift: 0.5,
  };
  const parts: Part[] = [
    strap(order, 176, 602, 240),
    { d: mouth, ...order.cloth, fill: darker(order.accent, 0.5), fabric: 'canvas', edge: [10, -4], form: [1, 0], lift: 1 },
    { d: body, ...order.cloth, paint: thread(stitches + base, pale, 0.75), folds, edge: [26, 14], form: [160, 80], lift: 5 },
    ...anchors.filter((_, index) => index % 2 === 0),
    strap(order, 178, 690, 300),
    ...anchors.filter((_, index) => index % 2 === 1),
    stamp,
  ];
  return { backdrop: 'table', tone: order.tone, parts, ground: [{ cx: 612, cy: 1170, rx: 400, ry: 42, strength: 0.85 }], horizon: 1040 };
}

const stampText = (colour: string): string =>
  `<text x="${MIDDLE}" y="846" text-anchor="middle" font-family="Georgia, 'DejaVu Serif', serif" font-size="22" letter-spacing="3" fill="${colour}">HOLLIN &amp; QUAY</text>`;

const bodyOf = symmetric([
  [0, 430],
  [180, 430],
  [258, 444, 1],
  [290, 640],
  [310, 900],
  [306, 1120],
  [282, 1186],
  [140, 1204],
  [0, 1206],
]);

function buckled(order: Order, x: number): Part[] {
  const leather = { fill: order.accent, fabric: 'leather' as const };
  const points: Point[] = [
    [x, 400],
    [x, 560],
    [x, 760],
  ];
  const rows = line(points.map(([px, y]) => [px - 13, y] as const)) + line(points.map(([px, y]) => [px + 13, y] as const));
  const holes = [700, 724, 748].map((y) => ellipse(x, y, 3.6, 3.6)).join('');
  return [
    {
      d: band(points, 20),
      ...leather,
      paint: thread(rows, '#e8cf9f', 0.7),
      folds: [...seam(rows, { stitch: rows, h: 0.2 }), { d: holes, w: 3, h: -0.8, soft: 1, fill: true }],
      edge: [9, 5],
      form: [1, 0],
      lift: 8,
    },
    {
      d: box(x - 32, 630, 64, 56, 10) + box(x - 21, 641, 42, 34, 5),
      fill: '#b8964f',
      fabric: 'metal',
      edge: [6, 6],
      form: [1, 0],
      lift: 6,
    },
    { d: box(x - 4, 636, 8, 46, 4), fill: '#b8964f', fabric: 'metal', edge: [4, 4], form: [1, 0], lift: 3 },
  ];
}

/** A roll-top backpack in waxed canvas with leather trim. */
export function backpack(order: Order): Scene {
  const put = scatter(order.seed);
  const { cloth } = order;
  const leather = { fill: order.accent, fabric: 'leather' as const };
  const roll = symmetric([
    [0, 322],
    [200, 326],
    [262, 340],
    [272, 400],
    [258, 456],
    [120, 470],
    [0, 472],
  ]);
  const rolled = [-30, 4].map((shift) =>
    line(
      place([
        [-262, 396 + shift],
        [0, 404 + shift],
        [262, 396 + shift],
      ]),
    ),
  );
  const side = (way: 1 | -1): Part => ({
    d: shape(
      place(
        [
          [270, 800, 1],
          [336, 812],
          [352, 960],
          [342, 1130],
          [300, 1160, 1],
        ],
        way,
      ),
    ),
    ...cloth,
    folds: seam(
      line(
        place(
          [
            [276, 826],
            [338, 838],
          ],
          way,
        ),
      ),
      { h: 0.5 },
    ),
    edge: [16, 8],
    form: [50, 26],
    lift: 5,
  });
  const pocket = box(MIDDLE - 196, 800, 392, 322, 34);
  const rim = box(MIDDLE - 184, 812, 368, 298, 26);
  const base = symmetric([
    [0, 1090],
    [200, 1086],
    [309, 1074, 1],
    [304, 1130],
    [282, 1188],
    [140, 1206],
    [0, 1208],
  ]);
  const baseRim = line(
    place([
      [-306, 1090],
      [0, 1106],
      [306, 1090],
    ]),
  );
  const shoulder = (way: 1 | -1): Part => ({
    d: band(
      place(
        [
          [150, 420],
          [330, 560],
          [392, 800],
          [330, 1060],
        ],
        way,
      ),
      [30, 34, 32, 22],
    ),
    ...cloth,
    fill: darker(cloth.fill, 0.15),
    edge: [14, 8],
    form: [1, 0],
    lift: 6,
  });
  const folds = [
    ...crease([360, 560], [520, 640], { bow: 24, w: 40, h: 0.26, soft: 14 }),
    ...crease([850, 600], [690, 700], { bow: -20, w: 40, h: 0.26, soft: 14 }),
  ];
  for (let index = 0; index < 6; index++)
    folds.push(
      ...crease([put(380, 800), 486 + put(0, 20)], [put(420, 780), put(560, 680)], { bow: put(-20, 20), w: 24, h: 0.24, soft: 10 }),
    );
  const rows = rim + baseRim;
  const parts: Part[] = [
    { d: band(arch(70, 360, 236), 15), ...leather, edge: [10, 6], form: [1, 0], lift: 5 },
    shoulder(1),
    shoulder(-1),
    side(1),
    side(-1),
    { d: bodyOf, ...cloth, folds, edge: [30, 16], form: [150, 90], lift: 6 },
    { d: roll, ...cloth, folds: rolled.map((d) => ({ d, w: 14, h: -0.6, soft: 6 })), edge: [34, 22], form: [70, 34], lift: 12 },
    {
      d: pocket,
      ...cloth,
      paint: thread(rim, darker(cloth.fill, 0.5)),
      folds: [
        ...seam(rim, { stitch: rim, h: 0.4 }),
        ...crease([430, 1000], [560, 920], { w: 30, h: 0.22, soft: 12 }),
        ...crease([760, 940], [660, 1040], { w: 30, h: 0.22, soft: 12 }),
      ],
      edge: [20, 10],
      form: [90, 36],
      lift: 8,
    },
    {
      d: box(MIDDLE - 204, 792, 408, 40, 8),
      ...leather,
      paint: thread(box(MIDDLE - 196, 800, 392, 24, 4), '#e8cf9f', 0.7),
      folds: seam(box(MIDDLE - 196, 800, 392, 24, 4), { h: 0.2 }),
      edge: [9, 5],
      form: [1, 0],
      lift: 5,
    },
    {
      d: base,
      ...leather,
      paint: thread(baseRim, '#e8cf9f', 0.7),
      folds: seam(rows, { stitch: baseRim, h: 0.3 }),
      edge: [16, 9],
      form: [90, 50],
      lift: 4,
    },
    ...buckled(order, MIDDLE - 110),
    ...buckled(order, MIDDLE + 110),
  ];
  return { backdrop: 'table', tone: order.tone, parts, ground: [{ cx: 612, cy: 1198, rx: 340, ry: 42, strength: 0.85 }], horizon: 1060 };
}
