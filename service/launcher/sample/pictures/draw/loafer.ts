import { seam, thread } from './folds.ts';
import { at, lighter, line, shape } from './geometry.ts';
import { moved, sole, type Move } from './last.ts';
import type { Order } from './order.ts';
import type { Part } from './scene.ts';

const upper =
  '474,846! 560,884 700,880 846,816! 864,860 878,930 876,1012! 560,1016 300,1016 160,1010! 146,976 160,936 216,904 304,880 400,862';
const plug = '206,914 300,872 400,846 478,828! 500,860 430,898 340,934 252,950';
const saddle = '404,856! 482,826! 552,870 576,940 584,1016! 494,1018! 478,944 446,894';
const inner = '472,844! 560,826 700,806 848,814! 700,884 560,888';

/** A penny loafer from the side. */
export function loafer(order: Order, move: Move): Part[] {
  const { fill } = order.cloth;
  const ridge = line(moved(at('200,920 252,954 342,938 434,902 502,864'), move));
  const rim = line(moved(at('484,856 560,896 700,892 852,830'), move));
  const slot = shape(moved(at('450,870 474,860 502,880 496,890 476,886'), move));
  const strap = line(moved(at('414,860 456,900 488,946 504,1014'), move)) + line(moved(at('546,876 568,942 576,1014'), move));
  const back = line(moved(at('740,872 760,940 764,1012'), move));
  const dim = '<rect x="-600" width="2400" height="2400" fill="#20130a" fill-opacity=".35"/>';
  return [
    { d: shape(moved(at(inner), move)), fill: '#b08a5e', fabric: 'leather', shade: dim, edge: [10, -4], form: [1, 0], lift: 2 },
    ...sole(move, { colour: '#4c3220', thread: '#d8b27c', top: 1006, heel: 22, from: 680 }),
    {
      d: shape(moved(at(upper), move)),
      fill,
      fabric: 'suede',
      paint: thread(rim + back, lighter(fill, 0.3), 0.5),
      folds: [...seam(rim, { stitch: rim, h: 0.3 }), ...seam(back, { stitch: back, h: 0.4 })],
      edge: [22, 11],
      form: [80, 50],
      lift: 5,
    },
    {
      d: shape(moved(at(plug), move)),
      fill: lighter(fill, 0.04),
      fabric: 'suede',
      folds: [{ d: ridge, w: 16, h: 0.5, soft: 4 }, ...seam(ridge, { stitch: ridge, h: 0.8 })],
      edge: [14, 6],
      form: [50, 16],
      lift: 3,
    },
    {
      d: shape(moved(at(saddle), move)),
      fill,
      fabric: 'suede',
      paint: thread(strap, lighter(fill, 0.3), 0.5),
      folds: seam(strap, { stitch: strap, h: 0.2 }),
      edge: [10, 5],
      form: [60, 16],
      lift: 6,
    },
    { d: slot, fill: order.accent, fabric: 'suede', edge: [6, -4], form: [1, 0], lift: 1 },
  ];
}
