import { bodyFolds, bodySeams, inside, lining, sleeves, torso, type Cut, type SleeveCut } from './bodice.ts';
import { crease, depth, seam, thread } from './folds.ts';
import { at, box, darker, MIDDLE, scatter, symmetric } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part, Scene } from './scene.ts';
import { buttons, flapOf, patch, zip } from './trims.ts';

const cut: Cut = {
  neck: 104,
  neckY: 300,
  depth: 384,
  shoulder: [280, 366],
  arm: [276, 600],
  waist: [262, 830],
  hem: [300, 1330],
  drop: 10,
};
const arms: SleeveCut = { elbow: [438, 790], cuff: [446, 1120], half: 62 };

/** The hood, lying up behind the neck, dark inside. */
function hood(order: Order): Part[] {
  const outer = symmetric(at('0,92 110,108 176,190 178,300 150,392 60,440 0,446'));
  const opening = symmetric(at('0,140 84,158 124,228 116,330 62,420 0,446'));
  const rim = symmetric(at('0,128 94,148 138,226 128,334 70,428 0,456'));
  const folds = [
    ...crease([440, 250], [500, 170], { h: 0.4 }),
    ...crease([752, 260], [700, 160], { h: 0.4 }),
    ...crease([450, 330], [490, 400], { h: 0.4 }),
  ];
  const lined = { fill: darker('#94805c', 0.1), fabric: 'wool' as const };
  return [
    {
      d: outer,
      ...order.cloth,
      folds: [...folds, ...seam(rim, { stitch: rim, h: 0.3 })],
      paint: thread(rim, darker(order.cloth.fill, 0.4)),
      edge: [24, 12],
      form: [90, 50],
      lift: 10,
    },
    { d: opening, ...lined, shade: depth('hood', 0.42, { x: 440, y: 130, w: 320, h: 330 }), edge: [10, 4], form: [60, -20], lift: 1 },
  ];
}

/** A long parka in waxed cotton with a hood, a zip under a storm flap and four pockets. */
export function parka(order: Order): Scene {
  const put = scatter(order.seed);
  const { cloth } = order;
  const brass = '#a5803f';
  const lowers = [346, 694].flatMap((x) => patch({ x, y: 900, w: 160, h: 200 }, cloth, 76));
  const waist = `M${MIDDLE - 270} 822Q${MIDDLE} 846 ${MIDDLE + 270} 822`;
  const flap = box(MIDDLE - 44, 392, 88, 942, 6);
  const rows = `M${MIDDLE - 35} 396V1330M${MIDDLE + 35} 396V1330`;
  const snaps = [470, 640, 860, 1040, 1220].map((y) => [MIDDLE, y] as const);
  const parts: Part[] = [
    ...hood(order).slice(0, 1),
    inside(cut, lining(cloth), 0.6),
    ...sleeves({ cut, arms }, cloth, put, 1.3),
    {
      d: torso(cut),
      ...cloth,
      folds: [...bodyFolds(cut, put, 1), ...bodySeams(cut), ...seam(waist, { stitch: waist, h: 0.8 })],
      edge: [18, 8],
      form: [160, 60],
      lift: 4,
    },
    ...hood(order).slice(1),
    ...zip(MIDDLE, 400, 470, { tape: darker(cloth.fill, 0.4), metal: brass }),
    {
      d: flap,
      ...cloth,
      paint: thread(rows, darker(cloth.fill, 0.4)),
      folds: seam(rows, { stitch: rows, h: 0.3 }),
      edge: [10, 5],
      form: [1, 0],
      lift: 8,
    },
    ...lowers,
    ...[372, 690].map((x) => flapOf({ x, y: 560, w: 138, h: 62 }, cloth)),
    buttons(snaps, 14, brass),
    buttons(at('426,944 774,944 441,600 759,600'), 11, brass),
    cords(brass),
  ];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}

function cords(brass: string): Part {
  const d = `M556 420q-14 70 -4 150h8q-8 -80 4 -150ZM636 420q14 60 6 128h-8q6 -70 -6 -128Z`;
  return { d, fill: darker(brass, 0.45), fabric: 'canvas', edge: [4, 3], form: [1, 0], lift: 6 };
}
