type Point = readonly [x: number, y: number, z: number];

export interface Canvas {
  /** RGBA, row by row. */
  pixels: Uint8Array;
  /** Fills a triangle with one colour (red, green, blue from 0 to 255) wherever nothing nearer is. Greater z is nearer. */
  triangle(corners: readonly [Point, Point, Point], colour: readonly [number, number, number]): void;
}

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

/** A square picture with a depth buffer, filled triangle by triangle by edge functions (Pineda 1988). */
export function createCanvas(size: number): Canvas {
  const pixels = new Uint8Array(size * size * 4);
  const depth = new Float32Array(size * size).fill(-Infinity);
  return {
    pixels,
    triangle([a, b, c], colour) {
      const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
      if (area === 0) return;
      const [red, green, blue] = colour.map(clamp) as [number, number, number];
      const left = Math.max(0, Math.floor(Math.min(a[0], b[0], c[0])));
      const right = Math.min(size - 1, Math.ceil(Math.max(a[0], b[0], c[0])));
      const top = Math.max(0, Math.floor(Math.min(a[1], b[1], c[1])));
      const bottom = Math.min(size - 1, Math.ceil(Math.max(a[1], b[1], c[1])));
      for (let y = top; y <= bottom; y++)
        for (let x = left; x <= right; x++) {
          const [px, py] = [x + 0.5, y + 0.5];
          const wa = ((b[0] - px) * (c[1] - py) - (b[1] - py) * (c[0] - px)) / area;
          const wb = ((c[0] - px) * (a[1] - py) - (c[1] - py) * (a[0] - px)) / area;
          const wc = 1 - wa - wb;
          if (wa < 0 || wb < 0 || wc < 0) continue;
          const z = wa * a[2] + wb * b[2] + wc * c[2];
          const at = y * size + x;
          if (z <= depth[at]!) continue;
          depth[at] = z;
          pixels.set([red, green, blue, 255], at * 4);
        }
    },
  };
}
