import { blank, masked, viewOf, type Raster } from './pixels.ts';

interface Head {
  start: number;
  palette: number;
  width: number;
  height: number;
  topDown: boolean;
  bits: number;
  /** of 16 and 32 bits: red, green, blue, opacity. */
  masks: [number, number, number, number];
}

/** BITMAPFILEHEADER and BITMAPINFOHEADER or a later one (Microsoft, “Bitmap Storage”); null: run-length coded, or none. */
function readHead(bytes: Uint8Array): Head | null {
  const view = viewOf(bytes);
  if (bytes.length < 54) return null;
  const size = view.getUint32(14, true);
  const rows = view.getInt32(22, true);
  const [bits, compression] = [view.getUint16(28, true), view.getUint32(30, true)];
  if (size < 40 || ![0, 3, 6].includes(compression) || bytes.length < 14 + size + 16) return null;
  const given = compression !== 0;
  const mask = (index: number, usual: number): number => (given ? view.getUint32(54 + index * 4, true) : usual);
  const usual = bits === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0x00ff00, 0x0000ff];
  const alpha = given && (size >= 56 || compression === 6) ? view.getUint32(66, true) : 0;
  return {
    ...{ start: view.getUint32(10, true), palette: 14 + size, width: view.getInt32(18, true), height: Math.abs(rows) },
    ...{ topDown: rows < 0, bits, masks: [mask(0, usual[0]!), mask(1, usual[1]!), mask(2, usual[2]!), alpha] },
  };
}

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** How the pixel at a place of a row is read. */
function reader(bytes: Uint8Array, { bits, palette, masks }: Head): ((row: number, x: number) => Pixel) | null {
  const view = viewOf(bytes);
  if (bits === 24) return (row, x) => [bytes[row + x * 3 + 2]!, bytes[row + x * 3 + 1]!, bytes[row + x * 3]!, 255];
  if (bits === 16 || bits === 32) {
    const [red, green, blue, alpha] = masks.map((mask) => masked(mask, 255)) as [Channel, Channel, Channel, Channel];
    return (row, x) => {
      const value = bits === 16 ? view.getUint16(row + x * 2, true) : view.getUint32(row + x * 4, true);
      return [red(value), green(value), blue(value), alpha(value)];
    };
  }
  if (bits !== 1 && bits !== 4 && bits !== 8) return null;
  return (row, x) => {
    const index = (bytes[row + ((x * bits) >> 3)]! >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
    const at = palette + index * 4;
    return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!, 255];
  };
}

type Channel = (value: number) => number;

/** A BMP without run lengths; null: it is none that is read here. */
export function readBmp(bytes: Uint8Array): Raster | null {
  const head = readHead(bytes);
  const pixel = head && reader(bytes, head);
  const raster = head && blank(head.width, head.height);
  if (!head || !pixel || !raster) return null;
  const stride = Math.ceil((head.width * head.bits) / 32) * 4;
  if (head.start + stride * head.height > bytes.length) return null;
  for (let y = 0; y < head.height; y++) {
    const row = head.start + stride * (head.topDown ? y : head.height - 1 - y);
    for (let x = 0; x < head.width; x++) raster.data.set(pixel(row, x), (y * head.width + x) * 4);
  }
  return raster;
}
