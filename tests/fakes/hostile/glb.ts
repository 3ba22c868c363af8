import { deflateSync, crc32 } from 'node:zlib';
import { glbOf, word } from '../glb-bytes.ts';

export const triangleBin = Buffer.from(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]).buffer);

export type Part = Record<string, unknown>;

/** One triangle's glTF, changed by hand. */
export const gltf = (change: Part = {}): Part => ({
  asset: { version: '2.0' },
  scene: 0,
  scenes: [{ nodes: [0] }],
  nodes: [{ mesh: 0 }],
  meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
  accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] }],
  bufferViews: [{ buffer: 0, byteLength: 36 }],
  buffers: [{ byteLength: 36 }],
  ...change,
});
export const glb = (change: Part = {}, bin: Uint8Array = triangleBin): Uint8Array => glbOf(gltf(change), bin);
export const accessor = (change: Part): Uint8Array =>
  glb({ accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0], ...change }] });
export const view = (change: Part): Uint8Array => glb({ bufferViews: [{ buffer: 0, byteLength: 36, ...change }] });

/** A GLB whose JSON is a text as it is. */
export function glbText(json: string, bin: Uint8Array = triangleBin): Uint8Array {
  const text = Buffer.from(json + ' '.repeat((4 - (Buffer.byteLength(json) % 4)) % 4));
  const body = Buffer.concat([word(text.length), word(0x4e4f534a), text, word(bin.length), word(0x004e4942), bin]);
  return Buffer.concat([word(0x46546c67), word(2), word(12 + body.length), body]);
}
/** The same with something in its extras. */
export const extras = (value: string): Uint8Array => glbText(`${JSON.stringify(gltf()).slice(0, -1)},"extras":${value}}`);

export const patched = (at: number, value: number): Uint8Array => {
  const bytes = Buffer.from(glb());
  bytes.writeUInt32LE(value >>> 0, at);
  return bytes;
};

export const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** A PNG of grey zeros; its data may be missing, and other chunks may come first. */
export function png(width: number, height: number, { data, more = [] }: { data?: Buffer; more?: Buffer[] } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const pixels = data ?? deflateSync(Buffer.alloc((width + 1) * height));
  const chunks = [pngChunk('IHDR', head), ...more, pngChunk('IDAT', pixels), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

/** A JPEG that says it is as large as can be. */
export const jpeg = (width: number, height: number): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b08', 'hex'),
    size,
    Buffer.from('01011100ffd9', 'hex'),
  ]);
};

const uvBin = Buffer.concat([triangleBin, Buffer.from(new Float32Array([0, 0, 1, 0, 0, 1]).buffer)]);

/** A textured triangle with these pictures inside. */
export function textured(images: readonly Buffer[], mime = 'image/png'): Uint8Array {
  let at = uvBin.length;
  const views: Part[] = [
    { buffer: 0, byteLength: 36 },
    { buffer: 0, byteOffset: 36, byteLength: 24 },
  ];
  const parts: Buffer[] = [uvBin];
  for (const image of images) {
    const padded = Buffer.concat([image, Buffer.alloc((4 - (image.length % 4)) % 4)]);
    views.push({ buffer: 0, byteOffset: at, byteLength: image.length });
    parts.push(padded);
    at += padded.length;
  }
  const bin = Buffer.concat(parts);
  return glb(
    {
      meshes: images.map((_, index) => ({ primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 1 }, material: index }] })),
      nodes: images.map((_, index) => ({ mesh: index })),
      scenes: [{ nodes: images.map((_, index) => index) }],
      materials: images.map((_, index) => ({ pbrMetallicRoughness: { baseColorTexture: { index }, metallicFactor: 0 } })),
      textures: images.map((_, source) => ({ source })),
      images: images.map((_, index) => ({ bufferView: index + 2, mimeType: mime })),
      accessors: [
        { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] },
        { bufferView: 1, componentType: 5126, count: 3, type: 'VEC2' },
      ],
      bufferViews: views,
      buffers: [{ byteLength: bin.length }],
    },
    bin,
  );
}
