import { crease, seam } from './folds.ts';
import { at, band, darker, line, shape } from './geometry.ts';
import { burnished, moved, sole, type Move } from './last.ts';
import type { Order } from './order.ts';
import type { Fold, Part } from './scene.ts';

const upper =
  '540,420! 680,436 806,414! 824,500 820,620 836,770 872,900 876,990! 560,992 300,992 160,988! 150,962 176,918 236,880 330,846 430,800 506,720 538,600 546,500';
const gore = '610,438! 730,434! 728,580 708,712 676,762 648,712 620,580';
const around = '596,440 608,580 636,722 676,778 718,722 742,580 746,436';

function creases(move: Move): Fold[] {
  const ankle = [0, 1, 2, 3].flatMap((index) => {
    const [from, to] = moved(
      [
        [486 + index * 18, 800 - index * 42],
        [600 + index * 10, 842 - index * 32],
      ],
      move,
    );
    return crease(from!, to!, { bow: -12, w: 24, h: 0.3, soft: 9 });
  });
  const toe = [0, 1, 2].flatMap((index) => {
    const [from, to] = moved(
      [
        [352 + index * 44, 850 - index * 16],
        [372 + index * 46, 930],
      ],
      move,
    );
    return crease(from!, to!, { bow: -14, w: 15, h: 0.2, soft: 8 });
  });
  return [...ankle, ...toe];
}

/** A Chelsea boot from the side. */
export function boot(order: Order, move: Move): Part[] {
  const edge = line(moved(at(around), move));
  const back = line(moved(at('676,778 690,880 694,996'), move));
  const ribs = Array.from({ length: 13 }, (_, index) =>
    line(
      moved(
        [
          [615 + index * 9.6, 430],
          [638 + index * 6.2, 770],
        ],
        move,
      ),
    ),
  );
  const pull = band(moved(at('800,500 806,390 832,390 832,510'), move), 11 * move.scale);
  const shade = burnished(move, [
    [215, 930, 130, 80],
    [860, 960, 80, 110],
  ]);
  return [
    { d: pull, fill: darker(order.accent, 0.1), fabric: 'canvas', edge: [8, 4], form: [1, 0], lift: 4 },
    {
      d: shape(moved(at('544,422! 680,402 804,416! 680,442'), move)),
      fill: darker('#a37b52', 0.45),
      fabric: 'leather',
      edge: [6, 2],
      form: [1, 0],
      lift: 2,
    },
    ...sole(move, { colour: '#33261d', thread: '#d9b983', top: 988, heel: 26, from: 668 }),
    {
      d: shape(moved(at(upper), move)),
      fill: order.cloth.fill,
      fabric: 'leather',
      folds: [...seam(edge, { stitch: edge, h: 0.5 }), ...seam(back, { h: 0.4 }), ...creases(move)],
      shade,
      edge: [30, 16],
      form: [120, 80],
      lift: 6,
    },
    {
      d: shape(moved(at(gore), move)),
      fill: order.accent,
      fabric: 'fineRib',
      folds: ribs.map((d) => ({ d, w: 3, h: -0.4, soft: 1 })),
      edge: [9, -3],
      form: [40, 10],
      lift: 2,
    },
  ];
}
