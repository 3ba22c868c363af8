import { crease, drape } from './folds.ts';
import { at, darker, line, scatter, shape, type Point, type Scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Fold, Part, Scene } from './scene.ts';

/** A gull in flight, about 120 wide: two wings, a body, a tail and a bill. */
function gull(x: number, y: number, size: number, turn: number): string {
  const wings =
    'M-64 -20C-46 -30 -26 -22 -7 -3C-3 -6 3 -6 7 -3C26 -22 46 -30 64 -20C46 -22 28 -12 9 9C4 12 -4 12 -9 9C-28 -12 -46 -22 -64 -20Z';
  const body = 'M-4 -9C-1 -13 3 -12 4 -8L6 8L3 22L8 30L-8 30L-3 22L-6 8Z';
  return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})"><path d="${wings}"/><path d="${body}"/></g>`;
}

function flock(put: Scatter): string {
  const birds: string[] = [];
  for (let row = 0; row < 5; row++) {
    const count = row % 2 === 0 ? 4 : 3;
    for (let column = 0; column < count; column++) {
      birds.push(gull(600 + (column - (count - 1) / 2) * 168 + put(-14, 14), 514 + row * 130 + put(-12, 12), put(0.85, 1.3), put(-24, 24)));
    }
  }
  return birds.join('');
}

/** The print: gulls over a lightly drawn sea, in a wide border. */
function print(order: Order, put: Scatter): string {
  const [ground, ink] = [order.accent, order.cloth.fill];
  const swell = 't60 0'.repeat(16);
  const waves = Array.from(
    { length: 19 },
    (_, row) => `<path d="M100 ${434 + row * 38}q30 -14 60 0${swell}" fill="none" stroke="${ink}" stroke-opacity=".2" stroke-width="3"/>`,
  );
  const frame = (inset: number): string =>
    `M${166 + inset} ${350 + inset}L${1038 - inset} ${338 + inset}L${1046 - inset} ${1192 - inset}L${158 + inset} ${1206 - inset}Z`;
  const border = `<path d="M100 280H1100V1260H100Z${frame(60)}" fill-rule="evenodd" fill="${ink}"/>`;
  const rules = `<path d="${frame(74)}" fill="none" stroke="${ink}" stroke-width="5"/><path d="${frame(30)}" fill="none" stroke="${ground}" stroke-opacity=".8" stroke-width="4" stroke-dasharray="2 14" stroke-linecap="round"/>`;
  return `<rect width="1200" height="1500" fill="${ground}"/>${waves.join('')}<g fill="${ink}">${flock(put)}</g>${border}${rules}`;
}

/** A printed silk square, laid out with soft folds. */
function square(order: Order): Part[] {
  const put = scatter(order.seed);
  const d = shape(
    at(
      '166,356! 380,342 610,352 830,332 1038,336! 1042,560 1030,770 1050,980 1046,1190! 830,1206 600,1192 380,1214 158,1206! 166,980 150,770 164,560',
    ),
  );
  const folds: Fold[] = [
    ...crease([190, 520], [980, 440], { bow: 60, w: 70, h: 0.5, soft: 20 }),
    ...crease([220, 1120], [900, 620], { bow: -70, w: 80, h: 0.55, soft: 22 }),
    ...crease([480, 1190], [1010, 880], { bow: 50, w: 60, h: 0.5, soft: 18 }),
    ...crease([330, 380], [560, 760], { bow: 40, w: 50, h: 0.4, soft: 16 }),
    ...crease([800, 360], [900, 700], { bow: -30, w: 50, h: 0.4, soft: 16 }),
  ];
  const hem = shape(
    at(
      '176,366! 380,353 610,362 830,343 1028,347! 1031,560 1019,770 1039,980 1035,1180! 830,1195 600,1181 380,1203 169,1196! 177,980 161,770 175,560',
    ),
  );
  return [
    {
      d,
      fill: order.accent,
      fabric: 'satin',
      paint: print(order, put),
      folds: [...folds, { d: hem, w: 7, h: 0.7, soft: 2 }, { d: hem, w: 3, h: -0.5, soft: 1 }],
      edge: [9, 6],
      form: [1, 0],
      lift: 8,
      crease: 0.7,
    },
  ];
}

/** The check: bands of the second colour and thin light lines both ways, turned with the cloth. */
function check(order: Order, turn: number): string {
  const [camel, navy] = [order.cloth.fill, order.accent];
  const size = 150;
  const stripes = (vertical: boolean): string => {
    const rect = (at: number, w: number, colour: string, opacity: number): string =>
      vertical
        ? `<rect x="${at}" width="${w}" height="${size}" fill="${colour}" fill-opacity="${opacity}"/>`
        : `<rect y="${at}" height="${w}" width="${size}" fill="${colour}" fill-opacity="${opacity}"/>`;
    return rect(18, 44, navy, 0.55) + rect(72, 6, '#f0e6d2', 0.55) + rect(100, 14, darker(camel, 0.5), 0.5) + rect(124, 5, '#8b2f2a', 0.55);
  };
  return `<pattern id="check" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn} 600 300)"><rect width="${size}" height="${size}" fill="${camel}"/>${stripes(true)}${stripes(false)}</pattern><rect width="1200" height="1500" fill="url(#check)"/>`;
}

const tassels = (order: Order, from: Point, to: Point, put: Scatter): Part => {
  const strands: string[] = [];
  for (let index = 0; index < 15; index++) {
    const share = (index + 0.5) / 15;
    const x = from[0] + (to[0] - from[0]) * share;
    const y = from[1] + (to[1] - from[1]) * share - 6;
    const away = put(-7, 7);
    strands.push(`M${x - 5} ${y}q${away - 3} 50 ${away - 2} ${put(84, 100)}l9 2q2 -50 ${4 - away * 0.6} -100Z`);
  }
  return { d: strands.join(''), fill: order.cloth.fill, fabric: 'wool', paint: check(order, 4), edge: [6, 4], form: [1, 0], lift: 5 };
};

/** A woollen scarf hung in a loop, with fringes. */
function hung(order: Order): Part[] {
  const put = scatter(order.seed);
  const tail = (points: Point[], turn: number, fall: { from: number; to: number; low: number }): Part => ({
    d: shape(points),
    ...order.cloth,
    fabric: 'wool',
    paint: check(order, turn),
    folds: drape(
      {
        top: { from: fall.from, to: fall.to, y: 330 },
        bottom: { from: fall.from - 6, to: fall.to + 6, y: fall.low },
        count: 5,
        w: 46,
        h: 0.5,
        ragged: 0.15,
      },
      put,
    ),
    edge: [22, 10],
    form: [80, 40],
    lift: 14,
  });
  const under = tail(at('592,330! 742,300! 812,620 836,900 850,1130! 660,1146! 636,900 610,620'), -6, { from: 630, to: 800, low: 1120 });
  const over = tail(at('450,300! 620,320! 600,620 584,930 574,1220! 374,1214! 386,900 410,600'), 3, { from: 440, to: 590, low: 1210 });
  const loop: Part = {
    d:
      shape(at('600,138 712,160 778,250 770,352 700,424 600,452 500,424 432,352 424,250 490,160')) +
      shape(at('600,206 548,216 512,258 536,290 600,304 664,290 688,258 652,216')),
    ...order.cloth,
    fabric: 'wool',
    paint: check(order, 24),
    folds: [0, 1, 2].map((index) => ({
      d: line([
        [440 + index * 18, 280 + index * 6],
        [500, 350 + index * 26],
        [600, 372 + index * 26],
        [700, 350 + index * 26],
        [760 - index * 18, 280 + index * 6],
      ]),
      w: 22,
      h: index % 2 === 0 ? -0.6 : 0.5,
      soft: 8,
    })),
    edge: [26, 14],
    form: [60, 34],
    lift: 18,
  };
  return [tassels(order, [660, 1144], [850, 1130], put), under, tassels(order, [374, 1214], [574, 1220], put), over, loop];
}

/** A scarf: a printed silk square, or a woollen one with a check. */
export function scarf(order: Order): Scene {
  return { backdrop: 'wall', tone: order.tone, parts: order.look.pattern === 'check' ? hung(order) : square(order), ground: [] };
}
