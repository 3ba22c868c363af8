import sharp from 'sharp';

const { hypot, max, min, round } = Math;

/** Draws a square picture; colours 0 to 255 (sRGB for colours, plain numbers for maps). */
export async function paint(
  size: number,
  pixel: (x: number, y: number) => readonly [number, number, number],
  quality = 90,
): Promise<Uint8Array> {
  const raw = Buffer.alloc(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const colour = pixel(x / size, y / size);
      for (let band = 0; band < 3; band++) raw[(y * size + x) * 3 + band] = max(0, min(255, round(colour[band]!)));
    }
  }
  return picture(raw, size, quality);
}

/** A square picture of red, green and blue, 0 to 255, as JPEG. */
export const picture = (raw: Buffer, size: number, quality: number): Promise<Uint8Array> =>
  sharp(raw, { raw: { width: size, height: size, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: '4:4:4', mozjpeg: true })
    .toBuffer();

/** A normal map (OpenGL's way: green is up) of a height that repeats; `height` in units of the map's width. */
export function relief(size: number, height: (u: number, v: number) => number): Promise<Uint8Array> {
  const heights = new Float32Array(size * size);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) heights[y * size + x] = height(x / size, y / size);
  const get = (x: number, y: number): number => heights[((y + size) % size) * size + ((x + size) % size)]!;
  return paint(
    size,
    (u, v) => {
      const [x, y] = [round(u * size), round(v * size)];
      const [dx, dy] = [((get(x + 1, y) - get(x - 1, y)) * size) / 2, ((get(x, y + 1) - get(x, y - 1)) * size) / 2];
      const length = hypot(dx, dy, 1);
      return [127.5 - (dx / length) * 127.5, 127.5 + (dy / length) * 127.5, 127.5 + 127.5 / length];
    },
    94,
  );
}

/** A drawing in SVG as JPEG. */
export const drawing = (svg: string, quality = 92): Promise<Uint8Array> =>
  sharp(Buffer.from(svg)).flatten({ background: '#fff' }).jpeg({ quality, chromaSubsampling: '4:4:4', mozjpeg: true }).toBuffer();
