import { at, band, darker, ellipse, line, MIDDLE, ring, shape, type Point } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part, Scene } from './scene.ts';

const hoop = (order: Order, cx: number, cy: number): Part[] => {
  const metal = { fill: order.cloth.fill, fabric: 'metal' as const };
  return [
    { d: ring(cx, cy, 176, 184, 17), ...metal, edge: [24, 21], form: [1, 0], lift: 10 },
    {
      d: shape([
        [cx - 26, cy - 208],
        [cx + 22, cy - 210],
        [cx + 26, cy - 160],
        [cx - 24, cy - 158],
      ]),
      ...metal,
      edge: [20, 16],
      form: [1, 0],
      lift: 5,
    },
    {
      d: band(
        [
          [cx - 4, cy - 204],
          [cx - 2, cy - 184],
          [cx, cy - 162],
        ],
        4,
      ),
      fill: darker(order.accent, 0.3),
      fabric: 'metal',
      edge: [4, 3],
      form: [1, 0],
      lift: 1,
    },
  ];
};

/** A pair of gold hoops on a pale surface. */
export function earrings(order: Order): Scene {
  return { backdrop: 'wall', tone: order.tone, parts: [...slab(), ...hoop(order, 420, 720), ...hoop(order, 790, 800)], ground: [] };
}

/** A block of pale stone that small pieces lie on. */
function slab(): Part[] {
  return [{ d: ellipse(604, 770, 480, 470), fill: '#e9e3da', fabric: 'stone', edge: [18, 9], form: [1, 0], lift: 30 }];
}

/** The chain's line: from the clasp down to the pendant and up again. */
const strand = (way: 1 | -1): Point[] => [
  [MIDDLE + way * 8, 962],
  [MIDDLE + way * 92, 812],
  [MIDDLE + way * 196, 560],
  [MIDDLE + way * 246, 330],
  [MIDDLE + way * 190, 150],
  [MIDDLE + way * 70, 84],
  [MIDDLE, 76],
];

/** Links along a line: every second one is seen edge on. */
function links(points: Point[]): { round: string; flat: string } {
  const path: [number, number][] = [];
  for (let index = 0; index < points.length - 1; index++) {
    const near = [index - 1, index, index + 1, index + 2].map((one) => points[Math.max(0, Math.min(points.length - 1, one))]!);
    const along = (axis: 0 | 1) => near.map((point) => point[axis]) as [number, number, number, number];
    const steps = Math.round(Math.hypot(near[2]![0] - near[1]![0], near[2]![1] - near[1]![1]) / 3);
    for (let step = 0; step < steps; step++) path.push([spline(step / steps, along(0)), spline(step / steps, along(1))]);
  }
  let round = '';
  let flat = '';
  for (let at = 2; at + 3 < path.length; at += 3) {
    const [x, y] = path[at]!;
    const angle = (Math.atan2(path[at + 2]![1] - y, path[at + 2]![0] - x) * 180) / Math.PI;
    if (at % 2 === 0) round += link(x, y, angle, 4.6);
    else flat += link(x, y, angle, 1.7);
  }
  return { round, flat };
}

const spline = (t: number, [a, b, c, d]: readonly [number, number, number, number]): number =>
  0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

function link(x: number, y: number, angle: number, half: number): string {
  const turn = (dx: number, dy: number): string => {
    const cos = Math.cos((angle * Math.PI) / 180);
    const sin = Math.sin((angle * Math.PI) / 180);
    return `${(x + dx * cos - dy * sin).toFixed(1)} ${(y + dx * sin + dy * cos).toFixed(1)}`;
  };
  const oval = (rx: number, ry: number, sweep: number): string =>
    `M${turn(-rx, 0)}A${rx} ${ry} ${angle.toFixed(0)} 1 ${sweep} ${turn(rx, 0)}A${rx} ${ry} ${angle.toFixed(0)} 1 ${sweep} ${turn(-rx, 0)}Z`;
  return half > 3 ? oval(7.6, half, 1) + oval(4.6, half - 2.6, 0) : oval(6.6, half, 1);
}

/** A moonstone pendant on a fine silver chain. */
export function necklace(order: Order): Scene {
  const silver = { fill: order.cloth.fill, fabric: 'metal' as const };
  const chain = [-1, 1].map((way) => links(strand(way as 1 | -1)));
  const setting = shape(at('600.3,996.6 647.9,1011.1 667.7,1061.3 650.5,1115.4 604.3,1137.8 555.5,1119.4 534.3,1066.6 554.1,1012.4'));
  const stone = shape(at('601,1009.8 639.9,1021.7 655.8,1062.6 641.3,1106.2 603.6,1124.6 564.7,1110.1 547.5,1066.6 563.4,1023'));
  const sheen = `<radialGradient id="sheen" cx=".4" cy=".36" r=".75"><stop offset="0" stop-color="#fff"/><stop offset=".35" stop-color="${order.accent}"/><stop offset=".7" stop-color="#a9bfda"/><stop offset="1" stop-color="#7f92b0"/></radialGradient><rect x="540" y="996" width="124" height="144" fill="url(#sheen)"/>`;
  const glow = `<filter id="g" x="-1" y="-1" width="3" height="3"><feGaussianBlur stdDeviation="9"/></filter><ellipse cx="617.5" cy="1089.0" rx="24" ry="17" fill="#dff0ff" fill-opacity=".75" filter="url(#g)"/><ellipse cx="583.2" cy="1040.2" rx="11" ry="6.5" transform="rotate(-32 583.2 1040.2)" fill="#fff" fill-opacity=".9" filter="url(#h)"/><filter id="h"><feGaussianBlur stdDeviation="3"/></filter>`;
  const parts: Part[] = [
    ...chain.flatMap(({ round, flat }): Part[] => [
      { d: round, ...silver, edge: [3, 3], form: [1, 0], lift: 5 },
      { d: flat, ...silver, edge: [3, 3], form: [1, 0], lift: 3 },
    ]),
    { d: ring(600, 974, 11, 17, 4), ...silver, edge: [7, 7], form: [1, 0], lift: 6 },
    { d: setting, ...silver, edge: [14, 13], form: [1, 0], lift: 10 },
    { d: stone, fill: order.accent, fabric: 'stone', paint: sheen, shade: glow, edge: [27, 23], form: [54, 20], lift: 2 },
    {
      d: line(at('584,78 600,70 616,78 618,92 600,98 582,92'), true),
      ...silver,
      edge: [8, 8],
      form: [1, 0],
      lift: 4,
    },
  ];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}
