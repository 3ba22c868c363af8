import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { besideBundle } from '../../../../packaging/beside.ts';
import { context, glbOf, setOf, triangle, writeGlb } from '../../../../../tests/fakes/models-3d.ts';
import { format as glb } from '../../formats/glb/index.ts';
import { repairTextures } from '../../repair/textures.ts';
import { readGlb, type Json } from '../../scan/glb.ts';
import { transcoderFiles } from './files.ts';

const identifier = [0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a];

/** A block of one colour in UASTC (Basis Universal, “UASTC LDR 4x4 Texture Specification”): mode 8 is 0x17 in five bits, then the colour's 32 bits. */
function block([red, green, blue, alpha]: readonly number[]): Buffer {
  const bits = 0x17n | (BigInt(red!) << 5n) | (BigInt(green!) << 13n) | (BigInt(blue!) << 21n) | (BigInt(alpha!) << 29n);
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(bits);
  return bytes;
}

/** A KTX2 file in UASTC whose blocks of 4 × 4 pixels have these colours, row by row (KTX 2.0 specification, sections 3 and 5). */
function ktx2(
  width: number,
  height: number,
  colours: readonly (readonly number[])[],
  says: { width?: number; format?: number } = {},
): Buffer {
  const data = Buffer.concat(colours.map(block));
  const head = Buffer.alloc(80 + 24 + 44 + 4);
  Buffer.from(identifier).copy(head);
  [says.format ?? 0, 1, says.width ?? width, height, 0, 0, 1, 1, 0].forEach((value, index) => head.writeUInt32LE(value, 12 + index * 4));
  head.writeUInt32LE(104, 48); // data format descriptor
  head.writeUInt32LE(44, 52);
  const start = Math.ceil(head.length / 16) * 16;
  [start, data.length, data.length].forEach((value, index) => head.writeBigUInt64LE(BigInt(value), 80 + index * 8));
  head.writeUInt32LE(44, 104);
  head.writeUInt32LE(0x0028_0002, 112); // version 2, block of 40 bytes
  [166, 1, 1, 0].forEach((value, index) => head.writeUInt8(value, 116 + index)); // UASTC, BT.709, linear, straight alpha
  [3, 3, 0, 0, 16].forEach((value, index) => head.writeUInt8(value, 120 + index));
  head.writeUInt8(127, 130); // one sample of 128 bits: red, green, blue, opacity
  head.writeUInt8(3, 131);
  head.writeUInt32LE(0xffff_ffff, 144);
  return Buffer.concat([head, Buffer.alloc(start - head.length), data]);
}

/** A triangle with a texture that exists as KTX2 only. */
async function textured(picture: Buffer): Promise<Uint8Array> {
  const { json, bin } = readGlb('triangle', await writeGlb(triangle()));
  const [material] = json['materials'] as Json[];
  (material!['pbrMetallicRoughness'] as Json)['baseColorTexture'] = { index: 0 };
  json['textures'] = [{ extensions: { KHR_texture_basisu: { source: 0 } } }];
  json['images'] = [{ uri: `data:image/ktx2;base64,${picture.toString('base64')}`, name: 'weave' }];
  json['extensionsUsed'] = json['extensionsRequired'] = ['KHR_texture_basisu'];
  return glbOf(json, bin ?? undefined);
}

const read = async (picture: Buffer) => glb.read(setOf('weave.glb', await textured(picture)), context);

const [red, green, blue, clear] = [
  [255, 0, 0, 255],
  [0, 255, 0, 255],
  [0, 0, 255, 255],
  [9, 9, 9, 0],
];

test('a texture that exists as KTX2 only is decoded to the pixels that it holds', async () => {
  const result = await read(ktx2(8, 8, [red!, green!, blue!, clear!]));
  if (!result.ok) throw new Error(result.error.message);
  const { document, repaired } = result.value;
  const [texture] = document.getRoot().listTextures();
  expect([texture?.getMimeType(), texture?.getName()]).toEqual(['image/png', 'weave']);
  const { data, info } = await sharp(texture!.getImage()!).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number): number[] => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)];
  expect([info.width, info.height, pixel(1, 1), pixel(6, 1), pixel(1, 6), pixel(6, 6)]).toEqual([8, 8, red, green, blue, clear]);
  expect(repaired).toContainEqual(expect.objectContaining({ code: 'texture-ktx2', where: 'weave' }));
  expect(document.getRoot().listExtensionsUsed()).toEqual([]);
});

test('a KTX2 that speaks of too many pixels is refused before it is decoded; one of another kind is left out and told of', async () => {
  const huge = await read(ktx2(8, 8192, [red!], { width: 16_384 }));
  expect(huge.ok ? 'taken' : huge.error.code).toBe('texture-too-large');
  for (const picture of [ktx2(4, 4, [red!], { format: 145 }), ktx2(4, 4, [red!]).subarray(0, 90), ktx2(64, 64, [red!])]) {
    const result = await read(picture);
    if (!result.ok) throw new Error(result.error.message);
    const notes = await repairTextures(result.value.document);
    expect(notes.dropped.map(({ code, where }) => [code, where])).toEqual([['texture-broken', 'weave']]);
  }
});

test('the packed service bears the transcoder beside it, byte for byte', () => {
  const { entries } = besideBundle(path.resolve(import.meta.dirname, '../../../../..'));
  for (const [name, file] of transcoderFiles()) {
    const entry = entries.find((one) => one.name === `transcoder/${name}`);
    expect(entry && Buffer.compare(Buffer.from(entry.content), readFileSync(file))).toBe(0);
  }
});
