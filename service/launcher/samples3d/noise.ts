// Read millions of times for a picture.
const { floor, hypot, imul } = Math;

/** A number between 0 and 1 for each place of a lattice, the same on every machine (an integer hash after Wang). */
export function hash(x: number, y: number, seed = 0): number {
  let value = (imul(x, 374761393) + imul(y, 668265263) + imul(seed, 2147483647)) | 0;
  value = imul(value ^ (value >>> 13), 1274126177);
  value = imul(value ^ (value >>> 16), 2246822519);
  return ((value ^ (value >>> 13)) >>> 0) / 4294967296;
}

const wrap = (value: number, period: number): number => ((value % period) + period) % period;

/** Smooth noise, 0 to 1, that repeats every `period` cells. */
export function smooth(x: number, y: number, period: number, seed = 0): number {
  const [left, top] = [floor(x), floor(y)];
  const soft = (part: number): number => part * part * (3 - 2 * part);
  const [fx, fy] = [soft(x - left), soft(y - top)];
  const value = (dx: number, dy: number): number => hash(wrap(left + dx, period), wrap(top + dy, period), seed);
  const upper = value(0, 0) + (value(1, 0) - value(0, 0)) * fx;
  const lower = value(0, 1) + (value(1, 1) - value(0, 1)) * fx;
  return upper + (lower - upper) * fy;
}

/** Distances to the nearest and the second nearest of points strewn one to a cell (Worley), repeating every `period` cells. */
export function cells(x: number, y: number, period: number, seed = 0): [number, number] {
  const [left, top] = [floor(x), floor(y)];
  let [first, second] = [9, 9];
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      const [cx, cy] = [wrap(left + dx, period), wrap(top + dy, period)];
      const [px, py] = [left + dx + 0.15 + 0.7 * hash(cx, cy, seed), top + dy + 0.15 + 0.7 * hash(cx, cy, seed + 1)];
      const distance = hypot(px - x, py - y);
      if (distance < first) [first, second] = [distance, first];
      else if (distance < second) second = distance;
    }
  }
  return [first, second];
}
