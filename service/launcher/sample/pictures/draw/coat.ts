import { armhole, bodyFolds, inside, lining, sleeves, torso, type Cut, type SleeveCut } from './bodice.ts';
import { lapel, stand, type Revers } from './collar.ts';
import { seam } from './folds.ts';
import { MIDDLE, scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part, Scene } from './scene.ts';
import { buttons, welt } from './trims.ts';
import { overlap, rows } from './tailoring.ts';
import { trenchFront } from './trench.ts';
import { trenchBack } from './trench-back.ts';

const peaCut: Cut = {
  neck: 86,
  neckY: 240,
  depth: 360,
  v: true,
  shoulder: [280, 316],
  arm: [268, 570],
  waist: [258, 820],
  hem: [286, 1210],
  drop: 8,
};
const peaArms: SleeveCut = { elbow: [432, 760], cuff: [444, 1130], half: 60 };

/** A double-breasted peacoat. */
function peacoat(order: Order): Part[] {
  const put = scatter(order.seed);
  const cut = peaCut;
  const revers: Revers = { at: 600, over: 84, reach: 226 };
  return [
    stand(cut, lining(order.cloth), 50),
    inside(cut, { fill: '#2c3446', fabric: 'satin' }, 0.5),
    ...sleeves({ cut, arms: peaArms }, order.cloth, put, 0.8),
    {
      d: torso(cut),
      ...order.cloth,
      folds: [...bodyFolds(cut, put, 0.5), ...seam(armhole(cut, 1)), ...seam(armhole(cut, -1))],
      edge: [18, 8],
      form: [160, 60],
      lift: 4,
    },
    overlap(cut, order, 118, 560),
    ...lapel(cut, order.cloth, 1, { ...revers, over: -8, at: 570 }),
    ...lapel(cut, order.cloth, -1, revers),
    welt([MIDDLE - 206, 960], [MIDDLE - 190, 810], 18, order.cloth),
    welt([MIDDLE + 206, 960], [MIDDLE + 190, 810], 18, order.cloth),
    buttons(rows([-96, 84], [690, 840, 990]), 21, order.accent),
    buttons(rows([-116, 130], [548]).slice(0, 1), 21, order.accent),
  ];
}

/** A coat: a trench when it is long, a peacoat when it is not. */
export function coat(order: Order): Scene {
  const long = order.look.length === 'long';
  const front = long ? trenchFront : peacoat;
  return { backdrop: 'wall', tone: order.tone, parts: order.view === 'back' ? trenchBack(order) : front(order), ground: [] };
}
