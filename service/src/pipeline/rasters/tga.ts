import { TGALoader } from 'three/examples/jsm/loaders/TGALoader.js';
import { blank, viewOf, type Raster } from './pixels.ts';

/** Whether the bytes could be a TGA, which has no mark at its beginning: kinds of colour map and picture, bits and size fit together (Truevision TGA 2.0). */
export function looksLikeTga(bytes: Uint8Array): boolean {
  if (bytes.length < 18) return false;
  const [, map, kind] = bytes as unknown as [number, number, number];
  const mapped = kind === 1 || kind === 9;
  const known = mapped ? map === 1 : [2, 3, 10, 11].includes(kind) && map <= 1;
  return (
    known && [8, 15, 16, 24, 32].includes(bytes[16]!) && viewOf(bytes).getUint16(12, true) > 0 && viewOf(bytes).getUint16(14, true) > 0
  );
}

/** A TGA, packed or not; null: it is none. */
export function readTga(bytes: Uint8Array): Raster | null {
  if (!looksLikeTga(bytes)) return null;
  const view = viewOf(bytes);
  if (!blank(view.getUint16(12, true), view.getUint16(14, true))) return null;
  try {
    const { data, width, height } = new TGALoader().parse(new Uint8Array(bytes).buffer) as unknown as Raster;
    return { data: new Uint8Array(data), width, height };
  } catch {
    return null;
  }
}
