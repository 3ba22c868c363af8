import { line, type Point, type Scatter } from './geometry.ts';
import type { Fold } from './scene.ts';

export interface Fall {
  /** where the folds begin and end, from left to right. */
  top: { from: number; to: number; y: number };
  bottom: { from: number; to: number; y: number };
  count: number;
  /** width and height of a fold. */
  w: number;
  h: number;
  soft?: number;
  /** 0: all begin at the top; 1: they begin anywhere. */
  ragged?: number;
}

/** Long folds that fall from a waist or a shoulder: ridges with valleys between them. */
export function drape(fall: Fall, put: Scatter): Fold[] {
  const folds: Fold[] = [];
  for (let index = 0; index < fall.count; index++) {
    const share = (index + 0.5 + put(-0.28, 0.28)) / fall.count;
    const x0 = fall.top.from + (fall.top.to - fall.top.from) * share;
    const x1 = fall.bottom.from + (fall.bottom.to - fall.bottom.from) * share;
    const start = put(0, fall.ragged ?? 0.3) * 0.6;
    const y0 = fall.top.y + (fall.bottom.y - fall.top.y) * start;
    const high = fall.bottom.y - y0;
    const sway = put(-0.16, 0.16) * fall.w;
    const ridge = index % 2 === 0 ? 1 : -1;
    const from: Point = [x0 + (x1 - x0) * start, y0];
    const path = (spread: number, begin: number): string =>
      line([
        [from[0], y0 + high * begin],
        [x0 + (x1 - x0) * (start + 0.4 * (1 - start)) + sway, y0 + high * 0.45],
        [x1 + spread, fall.bottom.y + 30],
      ]);
    const h = fall.h * put(0.7, 1.15) * ridge;
    const soft = fall.soft ?? fall.w * 0.34;
    folds.push({ d: path(0, 0), w: fall.w * 0.5, h: h * 0.55, soft: soft * 0.6 });
    folds.push({ d: path(put(-8, 8), 0.3), w: fall.w, h: h * 0.8, soft });
  }
  return folds;
}

/** One crease between two points, bowed to a side, with the bulge of cloth beside it. */
export function crease(from: Point, to: Point, more: { bow?: number; w?: number; h?: number; soft?: number } = {}): Fold[] {
  const { bow = 12, w = 16, h = 0.4, soft = 7 } = more;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const nx = -(to[1] - from[1]) / length;
  const ny = (to[0] - from[0]) / length;
  const along = (shift: number): string =>
    line([
      [from[0] + nx * shift * 0.5, from[1] + ny * shift * 0.5],
      [(from[0] + to[0]) / 2 + nx * (bow + shift), (from[1] + to[1]) / 2 + ny * (bow + shift)],
      [to[0] + nx * shift * 0.4, to[1] + ny * shift * 0.4],
    ]);
  return [
    { d: along(0), w: w * 0.7, h: -h, soft },
    { d: along(w * 1.1), w: w * 1.2, h: h * 0.75, soft: soft * 1.2 },
  ];
}

/** A seam with a row of stitches beside it. */
export function seam(d: string, more: { stitch?: string; h?: number } = {}): Fold[] {
  const h = more.h ?? 0.8;
  const folds: Fold[] = [
    { d, w: 9, h: h * 0.35, soft: 3 },
    { d, w: 2.4, h: -h, soft: 0.8 },
  ];
  if (more.stitch) folds.push({ d: more.stitch, w: 5, h: -0.35, soft: 1.6 }, { d: more.stitch, w: 2.4, h: 0.75, soft: 0.6, dash: '6 4.5' });
  return folds;
}

/** A row of stitches as paint, to go with the relief of `seam`. */
export const thread = (d: string, colour: string, opacity = 0.55): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="2" stroke-linecap="round" stroke-dasharray="6 4.5"/>`;

/** Darkness that grows along a direction: the depth of a neck, the inside of a sleeve. */
export function depth(id: string, strength: number, box: { x: number; y: number; w: number; h: number }, up = true): string {
  const [y1, y2] = up ? [0, 1] : [1, 0];
  return `<linearGradient id="${id}" x1="0" y1="${y1}" x2="0" y2="${y2}"><stop offset="0" stop-color="#100c0a" stop-opacity="${strength * 0.45}"/><stop offset="1" stop-color="#100c0a" stop-opacity="${strength}"/></linearGradient><rect x="${box.x}" y="${box.y}" width="${box.w}" height="${box.h}" fill="url(#${id})"/>`;
}
