/** Smooth noise for cloth and leather; the same everywhere and always, so pictures can be drawn again. */
const SIZE = 256;
const table = makeTable();

function makeTable(): Float32Array {
  const values = new Float32Array(SIZE * SIZE);
  let state = 12345;
  for (let index = 0; index < values.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values[index] = (state >>> 8) / 8388608 - 1;
  }
  return values;
}

/** Value noise of one octave in -1 … 1; features are about one unit large. */
export function noise(x: number, y: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const u = fx * fx * (3 - 2 * fx);
  const v = fy * fy * (3 - 2 * fy);
  const left = x0 & 255;
  const right = (x0 + 1) & 255;
  const top = (y0 & 255) << 8;
  const bottom = ((y0 + 1) & 255) << 8;
  const a = table[top + left]!;
  const b = table[top + right]!;
  const c = table[bottom + left]!;
  const d = table[bottom + right]!;
  return a + (b - a) * u + (c - a + (a - b - c + d) * u) * v;
}

/** Several octaves of noise. */
export function cloud(x: number, y: number, octaves: number): number {
  let sum = 0;
  let strength = 0.6;
  for (let octave = 0; octave < octaves; octave++) {
    sum += noise(x, y) * strength;
    x = x * 2.03 + 17.3;
    y = y * 2.03 + 5.7;
    strength *= 0.5;
  }
  return sum;
}

/** Distance to the nearest of scattered points, about 0 … 1: the grain of leather. */
export function cells(x: number, y: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  let nearest = 4;
  for (let j = -1; j <= 1; j++) {
    for (let i = -1; i <= 1; i++) {
      const at = (((y0 + j) & 255) << 8) + ((x0 + i) & 255);
      const dx = x0 + i + 0.5 + table[at]! * 0.45 - x;
      const dy = y0 + j + 0.5 + table[(at + 9001) & 65535]! * 0.45 - y;
      nearest = Math.min(nearest, dx * dx + dy * dy);
    }
  }
  return Math.sqrt(nearest);
}
