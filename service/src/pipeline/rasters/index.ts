import sharp from 'sharp';
import { pixelLimit } from '../limits.ts';
import { readBmp } from './bmp.ts';
import { readDds } from './dds.ts';
import type { Raster } from './pixels.ts';
import { readPsd } from './psd.ts';
import { looksLikeTga, readTga } from './tga.ts';

const marks: readonly (readonly [mark: RegExp, name: string, read: ((bytes: Uint8Array) => Raster | null) | null])[] = [
  [/^BM/, 'BMP', readBmp],
  [/^8BPS/, 'Photoshop (PSD)', readPsd],
  [/^DDS /, 'DDS', readDds],
  [/^\x76\x2f\x31\x01/, 'OpenEXR', null],
  [/^#\?R/, 'Radiance HDR', null],
  [/^\xabKTX/, 'KTX', null],
];

const markOf = (bytes: Uint8Array): (typeof marks)[number] | undefined =>
  marks.find(([mark]) => mark.test(Buffer.from(bytes.subarray(0, 8)).toString('latin1')));

/** The name of a picture's format for people, where it is one that models bring and glTF does not know; null: it is unknown here. */
export const rasterName = (bytes: Uint8Array): string | null => markOf(bytes)?.[1] ?? (looksLikeTga(bytes) ? 'TGA' : null);

/** Whether the bytes are a picture that glTF does not know and that can perhaps become PNG. */
export const isForeign = (bytes: Uint8Array): boolean =>
  rasterName(bytes) !== null || /^(GIF8|II\*\0|MM\0\*)/.test(Buffer.from(bytes.subarray(0, 4)).toString('latin1'));

/**
 * PNG of a picture that glTF does not know: GIF and TIFF by sharp; BMP, TGA, PSD (its merged picture) and DDS (BC1 to BC3 and plain) by the readers beside.
 * How many pixels there are is read first. Null: it is none, or of a kind that is not read.
 */
export async function toPng(bytes: Uint8Array): Promise<Buffer | null> {
  const read = markOf(bytes)?.[2];
  if (read) return encode(read(bytes));
  const plain = await sharp(bytes, { limitInputPixels: pixelLimit })
    .png()
    .toBuffer()
    .catch(() => null); // TGA bears no mark: what sharp does not know may be one
  return plain ?? encode(readTga(bytes));
}

const encode = async (raster: Raster | null): Promise<Buffer | null> =>
  raster &&
  sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 4 }, limitInputPixels: pixelLimit })
    .png()
    .toBuffer();
