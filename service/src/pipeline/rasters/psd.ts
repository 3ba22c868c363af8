import { blank, viewOf, type Raster } from './pixels.ts';

const modes = { grey: 1, colour: 3 };

/** PackBits (Apple; Adobe Photoshop File Formats Specification, “Image Data”): a row of a channel. Returns where the next begins. */
function unpackRow(bytes: Uint8Array, at: number, end: number, out: Uint8Array): void {
  for (let to = 0; at < end && to < out.length;) {
    const count = (bytes[at++]! << 24) >> 24;
    if (count >= 0) {
      out.set(bytes.subarray(at, Math.min(end, at + count + 1, at + out.length - to)), to);
      at += count + 1;
      to += count + 1;
    } else if (count > -128) {
      out.fill(bytes[at++]!, to, to + 1 - count);
      to += 1 - count;
    }
  }
}

/** Where the merged picture begins: after colour modes, resources and layers, each with its length before it. */
function imageStart(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  let at = 26;
  for (let section = 0; section < 3 && at + 4 <= bytes.length; section++) at += 4 + view.getUint32(at, false);
  return at;
}

/** The channels' rows one after the other, as the merged picture holds them; null: packed in a way that is not read here, or cut off. */
function planes(bytes: Uint8Array, start: number, { rows, width }: { rows: number; width: number }): Uint8Array | null {
  const view = viewOf(bytes);
  if (start + 2 > bytes.length) return null;
  const packed = view.getUint16(start, false);
  if (packed === 0) return start + 2 + rows * width <= bytes.length ? bytes.subarray(start + 2, start + 2 + rows * width) : null;
  if (packed !== 1 || start + 2 + rows * 2 > bytes.length) return null;
  const out = new Uint8Array(rows * width);
  let at = start + 2 + rows * 2;
  for (let row = 0; row < rows; row++) {
    const length = view.getUint16(start + 2 + row * 2, false);
    unpackRow(bytes, at, Math.min(bytes.length, at + length), out.subarray(row * width, (row + 1) * width));
    at += length;
  }
  return out;
}

const coloursOf = (mode: number): number => (mode === modes.colour ? 3 : mode === modes.grey ? 1 : 0);

/** The merged picture of a Photoshop file of 8 bits, grey or RGB; null: another kind. */
export function readPsd(bytes: Uint8Array): Raster | null {
  const view = viewOf(bytes);
  if (bytes.length < 40 || view.getUint16(22, false) !== 8) return null;
  const [channels, height, width, mode] = [
    view.getUint16(12, false),
    view.getUint32(14, false),
    view.getUint32(18, false),
    view.getUint16(24, false),
  ];
  const colours = coloursOf(mode);
  const raster = colours > 0 && channels >= colours && channels <= 56 ? blank(width, height) : null;
  const data = raster && planes(bytes, imageStart(bytes), { rows: height * channels, width });
  if (!raster || !data) return null;
  const size = width * height;
  // of further channels only the first is opacity
  const opacity = channels > colours ? data.subarray(colours * size) : null;
  for (let pixel = 0; pixel < size; pixel++) {
    for (let channel = 0; channel < 3; channel++) raster.data[pixel * 4 + channel] = data[(colours === 3 ? channel : 0) * size + pixel]!;
    raster.data[pixel * 4 + 3] = opacity?.[pixel] ?? 255;
  }
  return raster;
}
