import { crease, seam, thread } from './folds.ts';
import { band, darker, ellipse, lighter, line, shape, type Point } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part, Scene } from './scene.ts';

const GROUND = 1050;

/** The same parts, moved and made smaller: the second shoe of a pair, behind the first. */
function behind(draw: (move: Move) => Part[]): Part[] {
  return [...draw({ x: 150, y: -92, scale: 0.94 }), ...draw({ x: -30, y: 30, scale: 1 })];
}

interface Move {
  x: number;
  y: number;
  scale: number;
}

const moved = (points: readonly Point[], { x, y, scale }: Move): Point[] =>
  points.map(([px, py, corner]) => [600 + (px - 600) * scale + x, GROUND + (py - GROUND) * scale + y, corner ?? 0] as const);

const sole = (move: Move, look: { colour: string; thick: number; heel: number; welt: string }): Part[] => {
  const at = GROUND;
  const top = at - look.thick - look.heel;
  const heel: Point[] = [
    [664, top + look.thick - 4, 1],
    [868, top + look.thick - 4, 1],
    [872, at, 1],
    [676, at, 1],
  ];
  const base: Point[] = [
    [178, top + 4],
    [300, top + 2],
    [560, top - 2],
    [872, top - 4, 1],
    [876, top + look.thick, 1],
    [640, top + look.thick],
    [420, top + look.thick + look.heel * 0.7],
    [260, top + look.thick + look.heel * 0.6],
    [172, top + look.thick * 0.7],
  ];
  const stitch = line(
    moved(
      [
        [186, top + 12],
        [300, top + 11],
        [560, top + 7],
        [868, top + 6],
      ],
      move,
    ),
  );
  const parts: Part[] = [];
  if (look.heel > 6) parts.push({ d: shape(moved(heel, move)), fill: look.colour, fabric: 'rubber', edge: [8, 4], form: [1, 0], lift: 3 });
  parts.push({
    d: shape(moved(base, move)),
    fill: look.colour,
    fabric: 'rubber',
    paint: `<path d="${stitch}" stroke="${look.welt}" stroke-width="16" fill="none" stroke-opacity=".5"/>${thread(stitch, '#e8d3a8', 0.9)}`,
    folds: seam(stitch, { stitch, h: 0.3 }),
    edge: [9, 5],
    form: [1, 0],
    lift: 3,
  });
  return parts;
};

/** A Chelsea boot from the side. */
function boot(order: Order, move: Move): Part[] {
  const { fill } = order.cloth;
  const upper: Point[] = [
    [548, 392, 1],
    [690, 406],
    [824, 384, 1],
    [838, 470],
    [832, 600],
    [842, 760],
    [876, 900],
    [872, 1000, 1],
    [560, 1004],
    [186, 1006, 1],
    [160, 950],
    [206, 880],
    [330, 836],
    [450, 776],
    [528, 690],
    [556, 560],
  ];
  const gore: Point[] = [
    [622, 408, 1],
    [748, 404, 1],
    [744, 560],
    [722, 700],
    [690, 752],
    [664, 700],
    [634, 560],
  ];
  const edge = line(
    moved(
      [
        [608, 412],
        [622, 560],
        [652, 712],
        [690, 768],
        [732, 710],
        [758, 560],
        [764, 408],
      ],
      move,
    ),
  );
  const counter = line(
    moved(
      [
        [690, 768],
        [700, 880],
        [704, 1004],
      ],
      move,
    ),
  );
  const ribs = Array.from({ length: 13 }, (_, index) =>
    line(
      moved(
        [
          [628 + index * 9.6, 402],
          [650 + index * 6.4, 760],
        ],
        move,
      ),
    ),
  );
  const folds = [
    ...seam(edge, { stitch: edge, h: 0.5 }),
    ...seam(counter, { h: 0.4 }),
    ...[0, 1, 2, 3].flatMap((index) => {
      const [from, to] = moved(
        [
          [470 + index * 30, 812 - index * 44],
          [600 + index * 14, 850 - index * 30],
        ],
        move,
      );
      return crease(from!, to!, { bow: -12, w: 24, h: 0.32, soft: 9 });
    }),
    ...[0, 1].flatMap((index) => {
      const [from, to] = moved(
        [
          [338 + index * 50, 850 - index * 14],
          [372 + index * 54, 950],
        ],
        move,
      );
      return crease(from!, to!, { bow: -16, w: 16, h: 0.2, soft: 8 });
    }),
  ];
  const burnish = burnished(move, [
    [250, 930, 150, 90],
    [850, 960, 90, 120],
  ]);
  const inner: Point[] = [
    [552, 394, 1],
    [690, 374],
    [822, 386, 1],
    [690, 412],
  ];
  const pull = band(
    moved(
      [
        [812, 470],
        [818, 360],
        [846, 360],
        [846, 480],
      ],
      move,
    ),
    12 * move.scale,
  );
  return [
    { d: pull, fill: darker(order.accent, 0.1), fabric: 'canvas', edge: [8, 4], form: [1, 0], lift: 4 },
    { d: shape(moved(inner, move)), fill: darker('#a37b52', 0.45), fabric: 'leather', edge: [6, 2], form: [1, 0], lift: 2 },
    ...sole(move, { colour: '#2a211c', thick: 34, heel: 26, welt: '#5c3a20' }),
    { d: shape(moved(upper, move)), fill, fabric: 'leather', folds, shade: burnish, edge: [30, 16], form: [130, 90], lift: 6 },
    {
      d: shape(moved(gore, move)),
      fill: order.accent,
      fabric: 'fineRib',
      folds: ribs.map((d) => ({ d, w: 3, h: -0.4, soft: 1 })),
      edge: [9, -3],
      form: [40, 10],
      lift: 2,
    },
  ];
}

/** Darker polish around the given ellipses. */
function burnished(move: Move, places: [number, number, number, number][]): string {
  const spots = places.map(([x, y, rx, ry]) => {
    const [at] = moved([[x, y]], move);
    return `<ellipse cx="${at![0]}" cy="${at![1]}" rx="${rx}" ry="${ry}" fill="url(#burnish)"/>`;
  });
  return `<radialGradient id="burnish"><stop offset="0" stop-color="#1c0d05" stop-opacity=".45"/><stop offset="1" stop-color="#1c0d05" stop-opacity="0"/></radialGradient>${spots.join('')}`;
}

/** A penny loafer from the side. */
function loafer(order: Order, move: Move): Part[] {
  const { fill } = order.cloth;
  const upper: Point[] = [
    [468, 800, 1],
    [560, 838],
    [700, 836],
    [830, 782, 1],
    [862, 830],
    [874, 930],
    [870, 1016, 1],
    [560, 1018],
    [184, 1018, 1],
    [166, 968],
    [206, 916],
    [300, 880],
    [400, 836],
  ];
  const vamp: Point[] = [
    [238, 908],
    [300, 868],
    [400, 818],
    [474, 792, 1],
    [500, 830],
    [420, 884],
    [330, 926],
    [262, 940],
  ];
  const saddle: Point[] = [
    [392, 816, 1],
    [474, 786, 1],
    [556, 834],
    [590, 930],
    [602, 1016, 1],
    [508, 1018, 1],
    [480, 920],
    [440, 868],
  ];
  const inner: Point[] = [
    [466, 798, 1],
    [560, 790],
    [700, 776],
    [832, 782, 1],
    [700, 838],
    [560, 842],
  ];
  const ridge = line(
    moved(
      [
        [232, 914],
        [262, 944],
        [332, 934],
        [424, 892],
        [504, 838],
      ],
      move,
    ),
  );
  const rim = line(
    moved(
      [
        [476, 808],
        [560, 850],
        [700, 848],
        [838, 796],
      ],
      move,
    ),
  );
  const slot = shape(
    moved(
      [
        [446, 842],
        [486, 836],
        [508, 862],
        [488, 878],
        [468, 872],
      ],
      move,
    ),
  );
  return [
    {
      d: shape(moved(inner, move)),
      fill: '#b08a5e',
      fabric: 'leather',
      shade: `<rect width="1200" height="1500" fill="#20130a" fill-opacity=".35"/>`,
      edge: [10, -4],
      form: [1, 0],
      lift: 2,
    },
    ...sole(move, { colour: '#4a2f1b', thick: 20, heel: 18, welt: '#3a2414' }),
    {
      d: shape(moved(upper, move)),
      fill,
      fabric: 'suede',
      paint: thread(rim, lighter(fill, 0.3), 0.5),
      folds: [...seam(rim, { stitch: rim, h: 0.3 })],
      edge: [26, 14],
      form: [110, 70],
      lift: 5,
    },
    {
      d: shape(moved(vamp, move)),
      fill: lighter(fill, 0.05),
      fabric: 'suede',
      folds: [{ d: ridge, w: 16, h: 0.5, soft: 4 }, ...seam(ridge, { stitch: ridge, h: 0.7 })],
      edge: [14, 6],
      form: [60, 20],
      lift: 4,
    },
    {
      d: shape(moved(saddle, move)),
      fill,
      fabric: 'suede',
      folds: seam(
        line(
          moved(
            [
              [404, 822],
              [450, 872],
              [490, 924],
              [518, 1014],
            ],
            move,
          ),
        ),
        { h: 0.3 },
      ),
      edge: [10, 5],
      form: [60, 16],
      lift: 6,
    },
    { d: slot, fill: order.accent, fabric: 'suede', edge: [6, -4], form: [1, 0], lift: 1 },
  ];
}

/** A low trainer from the side. */
function trainer(order: Order, move: Move): Part[] {
  const { fill } = order.cloth;
  const upper: Point[] = [
    [520, 702, 1],
    [600, 760],
    [720, 770],
    [838, 692, 1],
    [866, 740],
    [862, 860],
    [880, 980, 1],
    [540, 984],
    [178, 984, 1],
    [168, 930],
    [214, 872],
    [310, 836],
    [420, 770],
  ];
  const tongue: Point[] = [
    [470, 742],
    [486, 664, 1],
    [556, 650, 1],
    [604, 742],
    [560, 800],
    [470, 800],
  ];
  const eyelets: Point[] = [
    [396, 786, 1],
    [524, 704, 1],
    [612, 772],
    [566, 842, 1],
    [440, 880],
    [400, 850],
  ];
  const tab: Point[] = [
    [782, 738, 1],
    [838, 686, 1],
    [872, 744],
    [866, 846, 1],
    [800, 846],
    [776, 800],
  ];
  const base: Point[] = [
    [168, 972],
    [300, 980],
    [560, 980],
    [886, 972, 1],
    [894, 1040],
    [880, 1050, 1],
    [560, 1052],
    [250, 1052, 1],
    [184, 1036],
  ];
  const foxing = line(
    moved(
      [
        [174, 1020],
        [300, 1030],
        [560, 1030],
        [888, 1022],
      ],
      move,
    ),
  );
  const toe = line(
    moved(
      [
        [318, 838],
        [366, 896],
        [372, 984],
      ],
      move,
    ),
  );
  const quarter = line(
    moved(
      [
        [440, 880],
        [600, 890],
        [776, 860],
        [866, 846],
      ],
      move,
    ),
  );
  const inner: Point[] = [
    [524, 704, 1],
    [610, 690],
    [730, 676],
    [838, 690, 1],
    [720, 774],
    [600, 764],
  ];
  const laces = [0, 1, 2, 3, 4].map((index) => {
    const y = 852 - index * 32;
    const x = 436 + index * 30;
    return band(
      moved(
        [
          [x - 26, y - 36],
          [x + 20, y - 14],
          [x + 66, y - 12],
        ],
        move,
      ),
      9 * move.scale,
    );
  });
  const holes = [0, 1, 2, 3, 4].map((index) => {
    const [at] = moved([[486 + index * 26, 846 - index * 24]], move);
    return ellipse(at![0], at![1], 6, 6);
  });
  const tone = '#bdb8ac';
  return [
    {
      d: shape(moved(inner, move)),
      fill: '#dcd5c4',
      fabric: 'canvas',
      shade: `<rect width="1200" height="1500" fill="#20180f" fill-opacity=".3"/>`,
      edge: [12, -5],
      form: [1, 0],
      lift: 2,
    },
    {
      d: shape(moved(upper, move)),
      fill,
      fabric: 'leather',
      paint: thread(toe, tone) + thread(quarter, tone),
      folds: [...seam(toe, { stitch: toe, h: 0.5 }), ...seam(quarter, { stitch: quarter, h: 0.5 })],
      edge: [28, 14],
      form: [110, 70],
      lift: 5,
    },
    { d: shape(moved(tongue, move)), fill: lighter(fill, 0.2), fabric: 'leather', edge: [14, 7], form: [40, 14], lift: 5 },
    { d: shape(moved(eyelets, move)), fill, fabric: 'leather', edge: [9, 4], form: [60, 14], lift: 5 },
    {
      d: shape(moved(tab, move)),
      fill: order.accent,
      fabric: 'leather',
      folds: seam(
        line(
          moved(
            [
              [790, 744],
              [786, 800],
              [806, 838],
            ],
            move,
          ),
        ),
        { h: 0.4 },
      ),
      edge: [9, 4],
      form: [60, 18],
      lift: 3,
    },
    { d: holes.join(''), fill: '#8f8a7e', fabric: 'metal', edge: [3, -2], form: [1, 0], lift: 1 },
    ...laces.map((d): Part => ({ d, fill: '#fbfaf6', fabric: 'canvas', edge: [7, 4], form: [1, 0], lift: 6 })),
    {
      d: shape(moved(base, move)),
      fill: '#f1eee6',
      fabric: 'rubber',
      paint: `<path d="${foxing}" stroke="${order.accent}" stroke-width="5" fill="none"/>`,
      folds: seam(foxing, { h: 0.3 }),
      edge: [10, 5],
      form: [1, 0],
      lift: 4,
    },
  ];
}

/** A pair of shoes on a table. */
export function shoes(order: Order): Scene {
  const kinds: Partial<Record<Order['look']['garment'], (order: Order, move: Move) => Part[]>> = { loafers: loafer, trainers: trainer };
  const draw = kinds[order.look.garment] ?? boot;
  const ground = [
    { cx: 690, cy: GROUND - 96, rx: 360, ry: 30, strength: 0.55 },
    { cx: 510, cy: GROUND + 26, rx: 400, ry: 36, strength: 0.8 },
  ];
  return { backdrop: 'table', tone: order.tone, parts: behind((move) => draw(order, move)), ground, horizon: 860 };
}
