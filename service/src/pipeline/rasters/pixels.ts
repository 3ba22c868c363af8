import { pixelLimit } from '../limits.ts';

/** A decoded picture: red, green, blue and opacity, a byte each, from the top left. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array;
}

/** An empty picture of that size; null where it has no pixels or more than may be decoded. */
export function blank(width: number, height: number): Raster | null {
  if (!(width > 0 && height > 0) || width * height > pixelLimit) return null;
  return { width, height, data: new Uint8Array(width * height * 4) };
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Takes the bits under a mask out of numbers and spreads them over 0 to 255; without a mask: `missing`. */
export function masked(mask: number, missing: number): (value: number) => number {
  if (mask === 0) return () => missing;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) / most) * 255);
}
