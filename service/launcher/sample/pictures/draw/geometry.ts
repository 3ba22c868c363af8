/** A point; the third number 1 makes it a corner, otherwise the line runs smoothly through it. */
export type Point = readonly [number, number] | readonly [number, number, number];

export const MIDDLE = 600;

const n = (value: number): string => String(Math.round(value * 10) / 10);
const isCorner = (point: Point): boolean => point[2] === 1;

function tangent(before: Point | undefined, point: Point, after: Point | undefined): [number, number] {
  if (isCorner(point) || !before || !after) return [0, 0];
  return [(after[0] - before[0]) / 6, (after[1] - before[1]) / 6];
}

/** Points as text, in the manner of an SVG path: `x,y` apart by spaces, with `!` behind a corner. */
export const at = (text: string): Point[] =>
  text.split(' ').map((word) => {
    const [x, y] = word.replace('!', '').split(',').map(Number);
    return [x ?? 0, y ?? 0, word.endsWith('!') ? 1 : 0] as const;
  });

/** A smooth line through the points (Catmull-Rom splines as cubic Béziers). */
export function line(points: readonly Point[], closed = false): string {
  const count = points.length;
  const point = (index: number): Point | undefined => (closed ? points[(index + count) % count] : points[index]);
  const first = points[0];
  if (!first) return '';
  let d = `M${n(first[0])} ${n(first[1])}`;
  for (let index = 0; index < (closed ? count : count - 1); index++) {
    const a = point(index)!;
    const b = point(index + 1)!;
    const out = tangent(point(index - 1), a, b);
    const back = tangent(a, b, point(index + 2));
    d += `C${n(a[0] + out[0])} ${n(a[1] + out[1])} ${n(b[0] - back[0])} ${n(b[1] - back[1])} ${n(b[0])} ${n(b[1])}`;
  }
  return closed ? `${d}Z` : d;
}

export const shape = (points: readonly Point[]): string => line(points, true);

/** Moves points given as distances from the middle to the picture: side 1 is the right half, -1 the left. */
export const place = (points: readonly Point[], side: 1 | -1 = 1): Point[] =>
  points.map(([x, y, c]) => [MIDDLE + side * x, y, c ?? 0] as const);

/** A symmetric outline from its right half, top to bottom, x measured from the middle. */
export function symmetric(half: readonly Point[]): string {
  const right = place(half, 1);
  const left = place(half, -1)
    .reverse()
    .filter(([x]) => Math.abs(x - MIDDLE) > 0.5);
  return shape([...right, ...left]);
}

/** A band along a line; widths are half widths at each point. */
export function band(points: readonly Point[], widths: readonly number[] | number, roundEnds = false): string {
  const one: Point[] = [];
  const other: Point[] = [];
  points.forEach((point, index) => {
    const before = points[Math.max(0, index - 1)]!;
    const after = points[Math.min(points.length - 1, index + 1)]!;
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1;
    const width = typeof widths === 'number' ? widths : (widths[index] ?? widths[widths.length - 1] ?? 10);
    const across = [(-(after[1] - before[1]) / length) * width, ((after[0] - before[0]) / length) * width] as const;
    const end = (index === 0 || index === points.length - 1) && !roundEnds ? 1 : 0;
    one.push([point[0] + across[0], point[1] + across[1], end]);
    other.push([point[0] - across[0], point[1] - across[1], end]);
  });
  return shape([...one, ...other.reverse()]);
}

type Oval = [cx: number, cy: number, rx: number, ry: number];
type Oblong = [x: number, y: number, w: number, h: number, round?: number];

/** A closed ring along an ellipse, as one path with a hole. */
export const ring = (...[cx, cy, rx, ry, width]: [...Oval, width: number]): string =>
  ellipse(cx, cy, rx + width, ry + width) + ellipse(cx, cy, rx - width, ry - width, 0);

export const ellipse = (...[cx, cy, rx, ry, sweep = 1]: [...Oval, sweep?: 0 | 1]): string =>
  `M${n(cx - rx)} ${n(cy)}A${n(rx)} ${n(ry)} 0 1 ${sweep} ${n(cx + rx)} ${n(cy)}A${n(rx)} ${n(ry)} 0 1 ${sweep} ${n(cx - rx)} ${n(cy)}Z`;

export const box = (...[x, y, w, h, r = 0]: Oblong): string =>
  `M${n(x + r)} ${n(y)}h${n(w - 2 * r)}q${r} 0 ${r} ${r}v${n(h - 2 * r)}q0 ${r} ${-r} ${r}h${n(2 * r - w)}q${-r} 0 ${-r} ${-r}v${n(2 * r - h)}q0 ${-r} ${r} ${-r}Z`;

/** Repeatable scatter: the same seed always draws the same picture. Returns values from `from` to `to`. */
export type Scatter = (from: number, to: number) => number;

export function scatter(seed: string): Scatter {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return (from, to) => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 374761393;
    const value = (state ^ (state >>> 13)) >>> 0;
    return from + (value / 4294967296) * (to - from);
  };
}

const channel = (hex: string, from: number): number => parseInt(hex.slice(from, from + 2), 16);

/** Mixes two sRGB colours; share 0 is the first, 1 the second. */
export function mix(first: string, second: string, share: number): string {
  const parts = [1, 3, 5].map((from) => Math.round(channel(first, from) * (1 - share) + channel(second, from) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

export const darker = (colour: string, share: number): string => mix(colour, '#0d0b0c', share);
export const lighter = (colour: string, share: number): string => mix(colour, '#ffffff', share);
