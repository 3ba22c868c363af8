import { seam, thread } from './folds.ts';
import { at, band, ellipse, lighter, line, shape } from './geometry.ts';
import { moved, type Move } from './last.ts';
import type { Order } from './order.ts';
import type { Part } from './scene.ts';

const upper =
  '540,780! 620,824 730,826 836,768! 858,810 864,900 880,986! 540,990 300,990 160,984! 146,950 158,908 208,876 290,860 370,846 450,816';
const tongue = '486,800 500,744 530,730 576,736! 616,800 580,846 490,846';
const facing = '404,846! 544,776! 622,834 586,886! 470,920 420,900';
const tab = '776,800! 836,762 866,812 872,900! 806,900 782,860';
const base = '150,976 300,984 560,984 888,976! 898,1030 886,1048! 560,1052 250,1052 176,1046 150,1020';
const inner = '544,778! 620,760 730,750 836,766! 730,830 620,828';

const laces = (move: Move): string[] =>
  [0, 1, 2, 3, 4].map((index) => {
    const y = 888 - index * 26;
    const x = 446 + index * 29;
    return band(
      moved(
        [
          [x - 20, y - 26],
          [x + 20, y - 12],
          [x + 62, y - 10],
        ],
        move,
      ),
      8 * move.scale,
    );
  });

const eyelets = (move: Move): string =>
  [0, 1, 2, 3, 4]
    .map((index) => {
      const [middle] = moved([[504 + index * 24, 884 - index * 16]], move);
      return ellipse(middle![0], middle![1], 5.5, 5.5);
    })
    .join('');

/** The rubber foxing, with its line of colour. */
function cupSole(order: Order, move: Move): Part {
  const rim = line(moved(at('152,998 300,1006 560,1006 892,998'), move));
  const stripe = line(moved(at('156,1026 300,1032 560,1032 894,1024'), move));
  return {
    d: shape(moved(at(base), move)),
    fill: '#efebe1',
    fabric: 'rubber',
    paint: thread(rim, '#b9b2a2', 0.9) + `<path d="${stripe}" stroke="${order.accent}" stroke-width="5" fill="none"/>`,
    folds: [...seam(rim, { stitch: rim, h: 0.3 }), ...seam(stripe, { h: 0.3 })],
    edge: [9, 5],
    form: [1, 0],
    lift: 4,
  };
}

/** A low trainer from the side. */
export function trainer(order: Order, move: Move): Part[] {
  const { fill } = order.cloth;
  const tone = '#bdb8ac';
  const toe = line(moved(at('322,858 384,912 398,990'), move));
  const quarter = line(moved(at('470,920 600,918 720,906 806,900'), move));
  const collar = line(moved(at('556,790 626,838 734,840 832,784'), move));
  const around = line(moved(at('416,850 546,788 608,834 578,876 472,908'), move));
  const seams = toe + quarter + collar;
  const holes = [0, 1, 2, 3].map((index) => ellipse(...spot(move, 236 + index * 28, 912 - index * 5), 3.2, 3.2)).join('');
  const dim = '<rect x="-600" width="2400" height="2400" fill="#20180f" fill-opacity=".3"/>';
  return [
    { d: shape(moved(at(inner), move)), fill: '#dcd5c4', fabric: 'canvas', shade: dim, edge: [12, -5], form: [1, 0], lift: 2 },
    {
      d: shape(moved(at(upper), move)),
      fill,
      fabric: 'leather',
      paint: thread(seams, tone),
      folds: [...seam(seams, { stitch: seams, h: 0.5 }), { d: holes, w: 2, h: -0.9, soft: 1, fill: true }],
      edge: [24, 12],
      form: [80, 46],
      lift: 5,
    },
    { d: shape(moved(at(tongue), move)), fill: lighter(fill, 0.2), fabric: 'leather', edge: [14, 7], form: [40, 14], lift: 5 },
    {
      d: shape(moved(at(facing), move)),
      fill,
      fabric: 'leather',
      paint: thread(around, tone),
      folds: seam(around, { stitch: around, h: 0.3 }),
      edge: [9, 4],
      form: [60, 12],
      lift: 4,
    },
    {
      d: shape(moved(at(tab), move)),
      fill: order.accent,
      fabric: 'leather',
      folds: seam(line(moved(at('786,806 792,858 812,892'), move)), { h: 0.4 }),
      edge: [9, 4],
      form: [60, 18],
      lift: 3,
    },
    { d: eyelets(move), fill: '#8f8a7e', fabric: 'metal', edge: [3, -2], form: [1, 0], lift: 1 },
    ...laces(move).map((d): Part => ({ d, fill: '#fbfaf6', fabric: 'canvas', edge: [7, 4], form: [1, 0], lift: 6 })),
    cupSole(order, move),
  ];
}

function spot(move: Move, x: number, y: number): [number, number] {
  const [middle] = moved([[x, y]], move);
  return [middle![0], middle![1]];
}
