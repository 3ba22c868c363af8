import { armhole, bodyFolds, bodySeams, cuffBand, inside, lining, sleeves, torso, type Cut, type SleeveCut } from './bodice.ts';
import { bandCollar, leaf, stand } from './collar.ts';
import { seam, thread } from './folds.ts';
import { at, box, darker, lighter, line, MIDDLE, place, scatter, symmetric, type Point } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part, Scene } from './scene.ts';
import { buttons, patch } from './trims.ts';

interface Style {
  cut: Cut;
  arms: SleeveCut;
  collar: 'button-down' | 'plain' | 'band';
  pockets: 'one' | 'two' | 'none';
  cuff: number;
  button: string;
  radius: number;
}

const regular: Cut = {
  neck: 86,
  neckY: 250,
  depth: 334,
  shoulder: [264, 316],
  arm: [250, 570],
  waist: [242, 820],
  hem: [256, 1170],
  drop: 64,
};

const styles = (order: Order): Style => {
  if (order.look.garment === 'blouse') {
    const cut = { ...regular, depth: 344, shoulder: [236, 314], arm: [226, 560], waist: [222, 800], hem: [252, 1130], drop: 30 } as const;
    return {
      cut,
      arms: { elbow: [412, 760], cuff: [386, 1080], half: 46 },
      collar: 'band',
      pockets: 'none',
      cuff: 46,
      button: '#efe9dc',
      radius: 8,
    };
  }
  if (order.look.garment === 'jacket') {
    const cut = { ...regular, shoulder: [280, 320], arm: [272, 590], waist: [270, 820], hem: [276, 1180], drop: 12 } as const;
    return {
      cut,
      arms: { elbow: [436, 760], cuff: [446, 1130], half: 58 },
      collar: 'plain',
      pockets: 'two',
      cuff: 62,
      button: '#4a3a26',
      radius: 13,
    };
  }
  return {
    cut: regular,
    arms: { elbow: [410, 760], cuff: [424, 1130], half: 50 },
    collar: 'button-down',
    pockets: 'one',
    cuff: 62,
    button: '#ece8de',
    radius: 8.5,
  };
};

/** Outline with the rounded tails of a shirt. */
const tails = (cut: Cut): string =>
  symmetric([
    [0, cut.depth],
    [cut.neck * 0.62, cut.depth - (cut.depth - cut.neckY) * 0.3],
    [cut.neck, cut.neckY, 1],
    [cut.shoulder[0], cut.shoulder[1], 1],
    [cut.shoulder[0] - 34, cut.shoulder[1] + (cut.arm[1] - cut.shoulder[1]) * 0.56],
    [cut.arm[0], cut.arm[1], 1],
    [cut.waist[0], cut.waist[1]],
    [cut.hem[0], cut.hem[1] - 40],
    [cut.hem[0] - 6, cut.hem[1] - 8],
    [cut.hem[0] * 0.82, cut.hem[1] + 34],
    [cut.hem[0] * 0.5, cut.hem[1] + 58],
    [0, cut.hem[1] + 64],
  ]);

/** The button band down the front, with its stitching. */
export function placket(cut: Cut, order: Order, half = 23): Part {
  const top = cut.depth - 2;
  const height = cut.hem[1] + (cut.drop ?? 10) - top;
  const rows = [-half + 7, half - 7].map((x) => `M${MIDDLE + x} ${top}v${height}`).join('');
  return {
    d: box(MIDDLE - half, top, half * 2, height),
    ...order.cloth,
    paint: thread(rows, darker(order.cloth.fill, 0.3), 0.4),
    folds: seam(rows, { stitch: rows, h: 0.2 }),
    edge: [7, 2.2],
    form: [1, 0],
    lift: 3,
    crease: 0.7,
  };
}

const fronts = (cut: Cut, count: number): Point[] => {
  const from = cut.depth + 26;
  const gap = (cut.hem[1] - 90 - from) / (count - 1);
  return Array.from({ length: count }, (_, index) => [MIDDLE, from + gap * index] as const);
};

function pocketsOf(style: Style, order: Order): Part[] {
  if (style.pockets === 'none') return [];
  if (style.pockets === 'one') return patch({ x: 664, y: 510, w: 128, h: 146 }, order.cloth);
  const both = at('408,500 650,500').flatMap(([x, y]) => patch({ x: x!, y: y!, w: 142, h: 168 }, order.cloth, 58));
  return [...both, buttons(at('479,532 721,532'), 11, style.button)];
}

function collarOf(style: Style, order: Order): Part[] {
  const { cut } = style;
  if (style.collar === 'band') return [bandCollar(cut, order.cloth)];
  const tip = style.collar === 'plain' ? ([118, 142] as const) : ([108, 140] as const);
  const parts = [leaf(cut, order.cloth, -1, tip), leaf(cut, order.cloth, 1, tip)];
  if (style.collar === 'button-down') {
    const points = place([[tip[0] - 12, cut.neckY + tip[1] - 18]]).concat(place([[tip[0] - 12, cut.neckY + tip[1] - 18]], -1));
    parts.push(buttons(points, 6.5, style.button));
  }
  return parts;
}

/** A shirt, a blouse or an overshirt: buttoned down the front, long sleeves with cuffs. */
export function shirt(order: Order): Scene {
  const put = scatter(order.seed);
  const style = styles(order);
  const { cut, arms } = style;
  const tailed = order.look.garment === 'shirt';
  const body = tailed ? tails(cut) : torso(cut);
  const yoke = line(
    place([
      [-cut.shoulder[0], cut.shoulder[1] + 52],
      [0, cut.shoulder[1] + 46],
      [cut.shoulder[0], cut.shoulder[1] + 52],
    ]),
  );
  const edges = tailed ? [...seam(armhole(cut, 1)), ...seam(armhole(cut, -1))] : bodySeams(cut);
  const parts: Part[] = [
    stand(cut, lining(order.cloth)),
    inside(cut, lining(order.cloth), 0.4),
    ...sleeves({ cut, arms }, order.cloth, put, order.look.garment === 'blouse' ? 1.5 : 1),
    ...([-1, 1] as const).map((way) => cuffOf(style, order, way)),
    {
      d: body,
      ...order.cloth,
      folds: [...bodyFolds(cut, put), ...edges, ...(tailed ? seam(yoke, { stitch: yoke, h: 0.3 }) : [])],
      edge: [16, 6],
      form: [150, 56],
      lift: 3,
    },
    placket(cut, order),
    ...pocketsOf(style, order),
    buttons(fronts(cut, tailed ? 7 : 6), style.radius, style.button),
    ...collarOf(style, order),
  ];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}

function cuffOf({ arms, cuff }: Style, order: Order, way: 1 | -1): Part {
  const d = cuffBand(arms, way, cuff);
  return { d, ...order.cloth, fill: lighter(order.cloth.fill, 0.01), edge: [10, 4], form: [46, 14], lift: 5, crease: 0.5 };
}
