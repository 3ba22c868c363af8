import { seam, thread } from './folds.ts';
import { at, line, shape, type Point } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part } from './scene.ts';

/** What all shoes share: the ground they stand on, their place in a pair, their soles. The toe is on the left. */
export const GROUND = 1050;

export interface Move {
  x: number;
  y: number;
  scale: number;
}

export type DrawShoe = (order: Order, move: Move) => Part[];

/** Points of a shoe at its place in the pair. */
export const moved = (points: readonly Point[], { x, y, scale }: Move): Point[] =>
  points.map(([px, py, corner]) => [600 + (px - 600) * scale + x, GROUND + (py - GROUND) * scale + y, corner ?? 0] as const);

interface Sole {
  colour: string;
  thread: string;
  /** height of its upper edge, of the heel block, and where the heel begins. */
  top: number;
  heel: number;
  from: number;
}

/** A welted sole with stitches along its rim, and the block of the heel. */
export function sole(move: Move, { colour, thread: pale, top, heel, from }: Sole): Part[] {
  const under = GROUND - heel;
  const block = `${from},${under - 6}! 884,${under - 6}! 880,${GROUND}! ${from + 10},${GROUND}!`;
  const rim = `150,${top - 6} 240,${top} 400,${top} 600,${top - 2} 886,${top - 2}! 886,${under}!`;
  const below = `${from},${under + 1} 560,${under + heel * 0.3} 420,${GROUND - 2} 300,${GROUND} 220,${GROUND - 5} 160,${GROUND - 18} 146,${top + 8}`;
  const row = line(moved(at(`152,${top + 10} 240,${top + 17} 400,${top + 17} 600,${top + 15} 882,${top + 15}`), move));
  const parts: Part[] = [];
  if (heel > 6) {
    const layers = line(moved(at(`${from},${GROUND - heel * 0.5} 884,${GROUND - heel * 0.5}`), move));
    parts.push({
      d: shape(moved(at(block), move)),
      fill: colour,
      fabric: 'rubber',
      folds: seam(layers, { h: 0.5 }),
      edge: [7, 4],
      form: [1, 0],
      lift: 2,
    });
  }
  parts.push({
    d: shape(moved(at(`${rim} ${below}`), move)),
    fill: colour,
    fabric: 'rubber',
    paint: thread(row, pale, 0.95),
    folds: [
      ...seam(row, { stitch: row, h: 0.3 }),
      { d: line(moved(at(`148,${top + 24} 240,${top + 29} 400,${top + 29} 884,${top + 27}`), move)), w: 3, h: -0.7, soft: 1 },
    ],
    edge: [7, 4],
    form: [1, 0],
    lift: 2,
  });
  return parts;
}

/** Darker polish around the given ellipses (middle and half axes). */
export function burnished(move: Move, places: readonly (readonly [number, number, number, number])[]): string {
  const spots = places.map(([x, y, rx, ry]) => {
    const [middle] = moved([[x, y]], move);
    return `<ellipse cx="${middle![0]}" cy="${middle![1]}" rx="${rx}" ry="${ry}" fill="url(#burnish)"/>`;
  });
  const fade = '<stop offset="0" stop-color="#1c0d05" stop-opacity=".5"/><stop offset="1" stop-color="#1c0d05" stop-opacity="0"/>';
  return `<radialGradient id="burnish">${fade}</radialGradient>${spots.join('')}`;
}
