import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { isForeign, rasterName, toPng } from './index.ts';

type Pixel = readonly [number, number, number, number];

const [red, green, blue, clear]: Pixel[] = [
  [255, 0, 0, 255],
  [0, 255, 0, 255],
  [0, 0, 255, 255],
  [0, 0, 0, 0],
];

async function pixels(bytes: Uint8Array): Promise<number[][] | null> {
  expect(isForeign(bytes)).toBe(true);
  const png = await toPng(bytes);
  if (!png) return null;
  const { data } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return Array.from({ length: data.length / 4 }, (_, index) => [...data.subarray(index * 4, index * 4 + 4)]);
}

const u16 = (...values: number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const u32 = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values, (value) => value >>> 0).buffer);
const big16 = (...values: number[]): Buffer => u16(...values).swap16();
const big32 = (...values: number[]): Buffer => u32(...values).swap32();

/** A BMP of 2 × 2 pixels; `rows` come as the file holds them, from the bottom where the height is positive. */
function bmp(
  bits: number,
  rows: Buffer,
  { height = 2, compression = 0, table = new Uint8Array() }: { height?: number; compression?: number; table?: Uint8Array } = {},
): Buffer {
  const start = 54 + Math.max(16, table.length);
  const head = [Buffer.from('BM'), u32(0, 0, start, 40, 2, height), u16(1, bits), u32(compression, 0, 0, 0, 0, 0)];
  return Buffer.concat([...head, table, Buffer.alloc(start - 54 - table.length), rows]);
}

const table = Buffer.from([0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0]);

test('BMP of 24 bits, with a palette or with masks becomes PNG, from the bottom or from the top', async () => {
  // blue, green, red; rows are padded to four bytes
  const rows = Buffer.from([255, 0, 0, 255, 0, 0, 0, 0, /* above */ 0, 0, 255, 0, 255, 0, 0, 0]);
  expect(await pixels(bmp(24, rows))).toEqual([red, green, blue, blue]);
  expect(await pixels(bmp(24, rows, { height: -2 }))).toEqual([blue, blue, red, green]);
  expect(await pixels(bmp(8, Buffer.from([2, 2, 0, 0, 0, 1, 0, 0]), { table }))).toEqual([red, green, blue, blue]);
  expect(await pixels(bmp(4, Buffer.from([0x22, 0, 0, 0, 0x01, 0, 0, 0]), { table }))).toEqual([red, green, blue, blue]);
  const masks = u32(0x0000_00ff, 0x0000_ff00, 0x00ff_0000, 0);
  expect(await pixels(bmp(32, u32(0xff0000, 0xff0000, 0xff, 0xff00), { compression: 3, table: masks }))).toEqual([red, green, blue, blue]);
  expect(await pixels(bmp(16, u16(0x001f, 0x001f, 0x7c00, 0x03e0)))).toEqual([red, green, blue, blue]);
  expect(await pixels(bmp(8, Buffer.from([2]), { table }))).toBeNull();
  expect(await pixels(bmp(8, Buffer.alloc(8), { compression: 1 }))).toBeNull();
});

test('TGA becomes PNG without a name that says what it is, plain and run-length coded', async () => {
  const head = (kind: number): Buffer =>
    Buffer.concat([Buffer.from([0, 0, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0]), u16(2, 2), Buffer.from([24, 0x20])]);
  const [r, g, b] = [
    [0, 0, 255],
    [0, 255, 0],
    [255, 0, 0],
  ] as const;
  expect(await pixels(Buffer.concat([head(2), Buffer.from([...r, ...g, ...b, ...b])]))).toEqual([red, green, blue, blue]);
  expect(await pixels(Buffer.concat([head(10), Buffer.from([1, ...r, ...g, 0x81, ...b])]))).toEqual([red, green, blue, blue]);
});

/** A Photoshop file of 2 × 2 pixels: no layers, the merged picture channel after channel. */
const psd = (channels: number, mode: number, data: Buffer, depth = 8): Buffer =>
  Buffer.concat([Buffer.from('8BPS'), big16(1), Buffer.alloc(6), big16(channels), big32(2, 2), big16(depth, mode), Buffer.alloc(12), data]);

test('the merged picture of a Photoshop file becomes PNG, plain and packed; CMYK is told by name', async () => {
  const planes = [255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 255, 255, 255, 0];
  expect(await pixels(psd(4, 3, Buffer.concat([big16(0), Buffer.from(planes)])))).toEqual([red, green, blue, clear]);
  const rows = Array.from({ length: 8 }, (_, row) => Buffer.from([1, planes[row * 2]!, planes[row * 2 + 1]!]));
  const packed = Buffer.concat([big16(1, ...rows.map((row) => row.length)), ...rows]);
  expect(await pixels(psd(4, 3, packed))).toEqual([red, green, blue, clear]);
  const runs = Buffer.concat([big16(1, 2, 2), Buffer.from([0xff, 200, 0xff, 100])]);
  expect(await pixels(psd(1, 1, runs))).toEqual([
    [200, 200, 200, 255],
    [200, 200, 200, 255],
    [100, 100, 100, 255],
    [100, 100, 100, 255],
  ]);
  const cmyk = psd(4, 4, Buffer.concat([big16(0), Buffer.alloc(16)]));
  expect([await pixels(cmyk), rasterName(cmyk)]).toEqual([null, 'Photoshop (PSD)']);
});

/** A DDS of 4 × 4 pixels. */
function dds(code: string, data: Buffer, { bits = 0, masks = [0, 0, 0, 0] } = {}): Buffer {
  const head = Buffer.alloc(128);
  head.write('DDS ');
  [124, 0, 4, 4].forEach((value, index) => head.writeUInt32LE(value, 4 + index * 4));
  [32, bits ? 0x41 : 4].forEach((value, index) => head.writeUInt32LE(value, 76 + index * 4));
  if (code) head.write(code, 84);
  [bits, ...masks].forEach((value, index) => head.writeUInt32LE(value >>> 0, 88 + index * 4));
  return Buffer.concat([head, data, Buffer.alloc(20)]);
}

test('DDS in BC1, BC2, BC3 and plain pixels becomes PNG; a kind that is not read is told by name', async () => {
  // the first row shows the four colours of the block, the others the first one
  const colours = (first: number, second: number): Buffer => Buffer.concat([u16(first, second), Buffer.from([0b11_10_01_00, 0, 0, 0])]);
  const row = async (bytes: Buffer): Promise<number[][] | undefined> => (await pixels(bytes))?.slice(0, 4);
  expect(await row(dds('DXT1', colours(0xf800, 0x001f)))).toEqual([red, blue, [170, 0, 85, 255], [85, 0, 170, 255]]);
  expect(await row(dds('DXT1', colours(0x001f, 0xf800)))).toEqual([blue, red, [128, 0, 128, 255], clear]);
  const bc2 = Buffer.concat([Buffer.from([0x80, 0xff, 0, 0, 0, 0, 0, 0]), colours(0xf800, 0x001f)]);
  expect((await row(dds('DXT3', bc2)))?.map((pixel) => pixel[3])).toEqual([0, 136, 255, 255]);
  const bc3 = Buffer.concat([Buffer.from([255, 0, 0b10_001_000, 0b0000_011_0, 0, 0, 0, 0]), colours(0xf800, 0x001f)]);
  expect((await row(dds('DXT5', bc3)))?.map((pixel) => pixel[3])).toEqual([255, 0, 219, 182]);
  const plain = dds('', u32(...Array.from({ length: 16 }, () => 0x80_00_00_ff)), { bits: 32, masks: [0xff, 0xff00, 0xff0000, 0xff000000] });
  expect((await row(plain))?.[0]).toEqual([255, 0, 0, 128]);
  const unknown = dds('ATI2', Buffer.alloc(32));
  expect([await pixels(unknown), rasterName(unknown)]).toEqual([null, 'DDS']);
  const huge = dds('DXT1', colours(0, 0));
  huge.writeUInt32LE(60_000, 12);
  huge.writeUInt32LE(60_000, 16);
  expect(await pixels(huge)).toBeNull();
});
