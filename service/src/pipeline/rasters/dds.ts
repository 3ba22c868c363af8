import { blank, masked, viewOf, type Raster } from './pixels.ts';

/** How blocks of 4 × 4 pixels are packed (Microsoft, “Texture Block Compression in Direct3D 11”). */
type Kind = 'bc1' | 'bc2' | 'bc3';

const fourCc: Readonly<Record<string, Kind>> = { DXT1: 'bc1', DXT2: 'bc2', DXT3: 'bc2', DXT4: 'bc3', DXT5: 'bc3' };
/** DXGI_FORMAT of files with the newer header: typeless, linear and sRGB ones of each kind. */
const dxgi: Readonly<Record<number, Kind>> = {
  70: 'bc1',
  71: 'bc1',
  72: 'bc1',
  73: 'bc2',
  74: 'bc2',
  75: 'bc2',
  76: 'bc3',
  77: 'bc3',
  78: 'bc3',
};

const headBytes = 128;

type Colour = [number, number, number, number];

const colour565 = (value: number): Colour => [
  Math.round(((value >> 11) * 255) / 31),
  Math.round((((value >> 5) & 63) * 255) / 63),
  Math.round(((value & 31) * 255) / 31),
  255,
];

const mix = (a: Colour, b: Colour, share: number): Colour => a.map((value, k) => Math.round(value + (b[k]! - value) * share)) as Colour;

/** The four colours of a block; only BC1 knows a see-through one, where the first number is not above the second. */
function palette(first: number, second: number, kind: Kind): Colour[] {
  const [a, b] = [colour565(first), colour565(second)];
  if (kind === 'bc1' && first <= second) return [a, b, mix(a, b, 0.5), [0, 0, 0, 0]];
  return [a, b, mix(a, b, 1 / 3), mix(a, b, 2 / 3)];
}

/** The opacity of a block's sixteen pixels. */
function opacities(view: DataView, at: number, kind: Kind): (pixel: number) => number {
  if (kind === 'bc2') return (pixel) => ((view.getUint8(at + (pixel >> 1)) >> ((pixel & 1) * 4)) & 15) * 17;
  const [a, b] = [view.getUint8(at), view.getUint8(at + 1)];
  const steps = a > b ? 7 : 5;
  const levels = Array.from({ length: 8 }, (_, index) => {
    if (index === 0) return a;
    if (index === 1) return b;
    if (index - 1 >= steps) return index === 6 ? 0 : 255;
    return Math.round((a * (steps - index + 1) + b * (index - 1)) / steps);
  });
  const bits = view.getBigUint64(at, true) >> 16n;
  return (pixel) => levels[Number((bits >> BigInt(pixel * 3)) & 7n)]!;
}

function readBlocks(bytes: Uint8Array, { start, kind, raster }: { start: number; kind: Kind; raster: Raster }): Raster | null {
  const { width, height, data } = raster;
  const view = viewOf(bytes);
  const size = kind === 'bc1' ? 8 : 16;
  const across = Math.ceil(width / 4);
  if (start + across * Math.ceil(height / 4) * size > bytes.length) return null;
  for (let block = 0; block < across * Math.ceil(height / 4); block++) {
    const at = start + block * size;
    const colours = at + size - 8;
    const alpha = kind === 'bc1' ? null : opacities(view, at, kind);
    const table = palette(view.getUint16(colours, true), view.getUint16(colours + 2, true), kind);
    const indices = view.getUint32(colours + 4, true);
    for (let pixel = 0; pixel < 16; pixel++) {
      const [x, y] = [(block % across) * 4 + (pixel & 3), Math.floor(block / across) * 4 + (pixel >> 2)];
      if (x >= width || y >= height) continue;
      const [red, green, blue, opaque] = table[(indices >>> (pixel * 2)) & 3]!;
      data.set([red, green, blue, alpha ? alpha(pixel) : opaque], (y * width + x) * 4);
    }
  }
  return raster;
}

/** Pixels as they are, of 24 or 32 bits, their channels by masks. */
function readPlain(bytes: Uint8Array, raster: Raster): Raster | null {
  const view = viewOf(bytes);
  const size = view.getUint32(88, true) / 8;
  if ((size !== 3 && size !== 4) || headBytes + raster.width * raster.height * size > bytes.length) return null;
  const alphaMask = view.getUint32(80, true) & 1 ? view.getUint32(104, true) : 0;
  const channels = [92, 96, 100].map((at) => masked(view.getUint32(at, true), 0)).concat(masked(alphaMask, 255));
  for (let pixel = 0; pixel < raster.width * raster.height; pixel++) {
    const at = headBytes + pixel * size;
    const value = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (size === 4 ? bytes[at + 3]! << 24 : 0);
    channels.forEach((channel, k) => (raster.data[pixel * 4 + k] = channel(value)));
  }
  return raster;
}

/** The largest level of a DDS in BC1, BC2, BC3 or plain pixels; null: another kind, a cube or a volume. */
export function readDds(bytes: Uint8Array): Raster | null {
  if (bytes.length < headBytes + 20) return null;
  const view = viewOf(bytes);
  const raster = blank(view.getUint32(16, true), view.getUint32(12, true));
  if (!raster) return null;
  const flags = view.getUint32(80, true);
  if (flags & 0x40) return readPlain(bytes, raster);
  const name = String.fromCharCode(...bytes.subarray(84, 88));
  if (name !== 'DX10') return fourCc[name] ? readBlocks(bytes, { start: headBytes, kind: fourCc[name], raster }) : null;
  const kind = dxgi[view.getUint32(headBytes, true)];
  return kind ? readBlocks(bytes, { start: headBytes + 20, kind, raster }) : null;
}
