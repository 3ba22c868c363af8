import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { glbOf, word } from './glb-bytes.ts';

/** A file that means harm, and what becomes of it: a status of the request, or the problem of the model. `done`: it is harmless once read. */
export interface Hostile {
  row: string;
  what: string;
  file: string;
  bytes: () => Uint8Array;
  ends: number | 'done' | readonly string[];
}

const half = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return bytes;
};

interface Entry {
  name: string | Buffer;
  data?: Buffer;
  /** as they are, in place of deflated data. */
  packed?: Buffer;
  method?: number;
  crc?: number;
  size?: number;
  flags?: number;
  mode?: number;
  extra?: Buffer;
  /** the name in the local header, where it differs. */
  local?: string;
  /** shares the data of the entry before. */
  shared?: boolean;
}

/** A ZIP archive, honest or not. */
export function zip(entries: readonly Entry[], { count = entries.length, comment = '' } = {}): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  let before = 0;
  for (const entry of entries) {
    const { data = Buffer.alloc(0), method = 8, flags = 0x800, mode = 0o100644, extra = Buffer.alloc(0) } = entry;
    const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name);
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data, { level: 9 }) : data);
    const head = [
      half(20),
      half(flags),
      half(method),
      word(0),
      word(entry.crc ?? crc32(data)),
      word(packed.length),
      word(entry.size ?? data.length),
    ];
    const localName = Buffer.from(entry.local ?? name);
    if (!entry.shared) {
      before = at;
      const local = Buffer.concat([word(0x04034b50), ...head, half(localName.length), half(0), localName, packed]);
      parts.push(local);
      at += local.length;
    }
    central.push(
      Buffer.concat([
        word(0x02014b50),
        half(0x314),
        ...head,
        half(name.length),
        half(extra.length),
        half(0),
        half(0),
        half(0),
        word(mode << 16),
        word(before),
        name,
        extra,
      ]),
    );
  }
  const directory = Buffer.concat(central);
  const end = [
    word(0x06054b50),
    half(0),
    half(0),
    half(count),
    half(count),
    word(directory.length),
    word(at),
    half(comment.length),
    Buffer.from(comment),
  ];
  return Buffer.concat([...parts, directory, ...end]);
}

const obj = Buffer.from('mtllib a.mtl\nusemtl m\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 0 1\nf 1/1 2/2 3/3\n');
const triangleBin = Buffer.from(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]).buffer);

type Part = Record<string, unknown>;

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
const glb = (change: Part = {}, bin: Uint8Array = triangleBin): Uint8Array => glbOf(gltf(change), bin);
const accessor = (change: Part): Uint8Array =>
  glb({ accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0], ...change }] });
const view = (change: Part): Uint8Array => glb({ bufferViews: [{ buffer: 0, byteLength: 36, ...change }] });

/** A GLB whose JSON is a text as it is. */
export function glbText(json: string, bin: Uint8Array = triangleBin): Uint8Array {
  const text = Buffer.from(json + ' '.repeat((4 - (Buffer.byteLength(json) % 4)) % 4));
  const body = Buffer.concat([word(text.length), word(0x4e4f534a), text, word(bin.length), word(0x004e4942), bin]);
  return Buffer.concat([word(0x46546c67), word(2), word(12 + body.length), body]);
}
/** The same with something in its extras. */
const extras = (value: string): Uint8Array => glbText(`${JSON.stringify(gltf()).slice(0, -1)},"extras":${value}}`);

const patched = (at: number, value: number): Uint8Array => {
  const bytes = Buffer.from(glb());
  bytes.writeUInt32LE(value >>> 0, at);
  return bytes;
};

const pngChunk = (type: string, data: Buffer): Buffer => {
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
const jpeg = (width: number, height: number): Buffer => {
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
function textured(images: readonly Buffer[], mime = 'image/png'): Uint8Array {
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

/** A binary FBX with one array after the other: how many numbers they say, and what is inside. */
export function fbx(arrays: readonly { count: number; packed: Buffer; encoding?: number; type?: string }[]): Buffer {
  const head = Buffer.concat([Buffer.from('Kaydara FBX Binary  \0\x1a\0', 'latin1'), word(7400)]);
  let at = head.length;
  const node = (name: string, properties: Buffer[], children: (from: number) => Buffer): Buffer => {
    const list = Buffer.concat(properties);
    const start = at + 13 + name.length + list.length;
    const inner = children(start);
    const body = Buffer.concat([
      word(start + inner.length),
      word(properties.length),
      word(list.length),
      Buffer.from([name.length]),
      Buffer.from(name),
      list,
      inner,
    ]);
    return body;
  };
  const property = ({ count, packed, encoding = 1, type = 'd' }: (typeof arrays)[number]): Buffer =>
    Buffer.concat([Buffer.from(type), word(count), word(encoding), word(packed.length), packed]);
  const nodes: Buffer[] = [];
  for (const array of arrays) {
    const made = node('Vertices', [property(array)], () => Buffer.alloc(0));
    nodes.push(made);
    at += made.length;
  }
  return Buffer.concat([head, ...nodes, Buffer.alloc(13), Buffer.alloc(160)]);
}

const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const file = (name: string, more: Partial<Entry> = {}): Entry => ({ name, data: obj, ...more });
const textures = (image: Buffer, map: string): Buffer =>
  zip([file('a.obj'), { name: 'a.mtl', data: Buffer.from(`newmtl m\nKd 1 1 1\nmap_Kd ${map}\n`) }, { name: 't.png', data: image }]);
/** ZIP64's extra field with sizes of its own. */
const zip64 = (size: bigint): Buffer => {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(size, 4);
  extra.writeBigUInt64LE(20n, 12);
  return extra;
};

const c4: Hostile[] = [
  { row: 'C4', what: 'another magic', file: 'a.glb', bytes: () => patched(0, 0x46546c68), ends: 415 },
  { row: 'C4', what: 'version 1', file: 'a.glb', bytes: () => patched(4, 1), ends: 422 },
  { row: 'C4', what: 'a length beyond the end', file: 'a.glb', bytes: () => patched(8, 0xffffffff), ends: 422 },
  { row: 'C4', what: 'a length of 4', file: 'a.glb', bytes: () => patched(8, 4), ends: 422 },
  { row: 'C4', what: 'a chunk beyond the end', file: 'a.glb', bytes: () => patched(12, 0x7fffffff), ends: 422 },
  { row: 'C4', what: 'a first chunk that is not JSON', file: 'a.glb', bytes: () => patched(16, 0x004e4942), ends: 422 },
  { row: 'C4', what: 'a header and nothing else', file: 'a.glb', bytes: () => glb().slice(0, 12), ends: 422 },
  {
    row: 'C4',
    what: 'a version of glTF that is none',
    file: 'a.glb',
    bytes: () => glb({ asset: { version: '9.9' } }),
    ends: ['gltf-version'],
  },
  {
    row: 'C4',
    what: 'nodes in a circle',
    file: 'a.glb',
    bytes: () => glb({ nodes: [{ children: [1], mesh: 0 }, { children: [0] }] }),
    ends: ['node-cycle', 'node-shared'],
  },
  {
    row: 'C4',
    what: 'a node that is its own child',
    file: 'a.glb',
    bytes: () => glb({ nodes: [{ children: [0], mesh: 0 }] }),
    ends: ['node-cycle', 'node-shared'],
  },
  {
    row: 'C4',
    what: 'positions that are no numbers',
    file: 'a.glb',
    bytes: () => glb({}, Buffer.from(new Float32Array(9).fill(Number.NaN).buffer)),
    ends: ['gltf-invalid'],
  },
  {
    row: 'C4',
    what: 'positions without end',
    file: 'a.glb',
    bytes: () => glb({}, Buffer.from(new Float32Array(9).fill(Infinity).buffer)),
    ends: ['gltf-invalid'],
  },
  {
    row: 'C4',
    what: 'positions of 3e38',
    file: 'a.glb',
    bytes: () =>
      glb(
        { accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [-3e38, -3e38, 0], max: [3e38, 3e38, 0] }] },
        Buffer.from(new Float32Array([-3e38, -3e38, 0, 3e38, 3e38, 0, 3e38, 0, 0]).buffer),
      ),
    ends: ['numbers-too-large'],
  },
  {
    row: 'C4',
    what: 'a scale of 1e308',
    file: 'a.glb',
    bytes: () => glb({ nodes: [{ mesh: 0, scale: [1e308, 1e308, 1e308] }] }),
    ends: ['numbers-too-large'],
  },
  {
    row: 'C4',
    what: 'a place of 1e999',
    file: 'a.glb',
    bytes: () => glbText(JSON.stringify(gltf({ nodes: [{ mesh: 0, translation: ['X', 0, 0] }] })).replace('"X"', '1e999')),
    ends: ['numbers-too-large', 'gltf-invalid'],
  },
  { row: 'C4', what: 'a negative stride', file: 'a.glb', bytes: () => view({ byteStride: -12 }), ends: ['buffer-view-beyond'] },
  { row: 'C4', what: 'a negative offset', file: 'a.glb', bytes: () => view({ byteOffset: -4 }), ends: ['buffer-view-beyond'] },
  { row: 'C4', what: 'a negative count', file: 'a.glb', bytes: () => accessor({ count: -1 }), ends: ['accessor-broken'] },
  { row: 'C4', what: 'a count of 2^53', file: 'a.glb', bytes: () => accessor({ count: 2 ** 53 }), ends: ['accessor-broken'] },
  { row: 'C4', what: 'a count that is a text', file: 'a.glb', bytes: () => accessor({ count: '3' }), ends: ['accessor-broken'] },
  { row: 'C4', what: 'lists that are no lists', file: 'a.glb', bytes: () => glb({ meshes: { length: 1e9 } }), ends: ['json-broken'] },
  {
    row: 'C4',
    what: 'JSON 200,000 levels deep',
    file: 'a.glb',
    bytes: () => extras('['.repeat(200_000) + ']'.repeat(200_000)),
    ends: ['json-too-deep'],
  },
  {
    row: 'C4',
    what: 'a million members in one object',
    file: 'a.glb',
    bytes: () => extras(`{${times(1_000_000, (index) => `"m${index}":0`).join(',')}}`),
    ends: ['json-too-many'],
  },
  {
    row: 'C4',
    what: '20 million empty objects',
    file: 'a.glb',
    bytes: () => extras(`[${'{},'.repeat(19_999_999)}{}]`),
    ends: ['json-too-many'],
  },
  {
    row: 'C4',
    what: 'the same key twice',
    file: 'a.glb',
    bytes: () =>
      glbText(
        JSON.stringify(gltf()).replace('{', '{"buffers":[{"uri":"http://169.254.169.254/x","byteLength":36}],"nodes":[{"children":[0]}],'),
      ),
    ends: 'done',
  },
  {
    row: 'C4',
    what: 'keys that objects have already',
    file: 'a.glb',
    bytes: () => extras('{"__proto__":{"uri":"file:///etc/passwd"},"constructor":1,"toString":2}'),
    ends: 'done',
  },
];

const names: Hostile[] = [
  {
    row: 'C4',
    what: 'a name of 20 MB',
    file: 'a.glb',
    bytes: () => glb({ materials: [{ name: 'x'.repeat(20e6) }], meshes: [{ primitives: [{ attributes: { POSITION: 0 }, material: 0 }] }] }),
    ends: ['json-too-long'],
  },
  {
    row: 'C4',
    what: 'a GLB that is also PHP and a ZIP',
    file: 'a.glb',
    bytes: () => Buffer.concat([glb(), Buffer.from('<?php system($_GET[0]); ?>'), zip([file('../x.php')])]),
    ends: 'done',
  },
  {
    row: 'C5',
    what: 'an SVG with a script as a texture',
    file: 'a.glb',
    bytes: () => textured([Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')], 'image/svg+xml'),
    ends: 'done',
  },
  {
    row: 'C5',
    what: 'an SVG by its name',
    file: 'a.svg',
    bytes: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ends: 415,
  },
  {
    row: 'C6',
    what: 'a buffer at an address',
    file: 'a.gltf',
    bytes: () => Buffer.from(JSON.stringify(gltf({ buffers: [{ byteLength: 36, uri: 'http://169.254.169.254/latest' }] }))),
    ends: ['uri-outside'],
  },
  {
    row: 'C6',
    what: 'a file: address',
    file: 'a.gltf',
    bytes: () => Buffer.from(JSON.stringify(gltf({ buffers: [{ byteLength: 36, uri: 'file:///etc/passwd' }] }))),
    ends: ['uri-outside'],
  },
  {
    row: 'C6',
    what: '%252e%252e',
    file: 'a.gltf',
    bytes: () => Buffer.from(JSON.stringify(gltf({ buffers: [{ byteLength: 36, uri: '%252e%252e/%252e%252e/etc/passwd' }] }))),
    ends: ['uri-outside'],
  },
  {
    row: 'C6',
    what: 'map_Kd -o ../../../',
    file: 'a.zip',
    bytes: () => textures(png(2, 2), '-o 1 1 1 ../../../../etc/passwd'),
    ends: ['uri-outside', 'done'],
  },
  {
    row: 'C6',
    what: 'map_Kd at an address',
    file: 'a.zip',
    bytes: () => textures(png(2, 2), 'http://169.254.169.254/x.png'),
    ends: ['uri-outside', 'done'],
  },
];

const archives: Hostile[] = [
  ...['../a.obj', '/a.obj', 'C:/a.obj', 'a\\..\\..\\b.obj', 'a\0.obj', 'x/../../a.obj'].map((name): Hostile => ({
    row: 'C8',
    what: `an entry named ${JSON.stringify(name)}`,
    file: 'a.zip',
    bytes: () => zip([file(name)]),
    ends: ['archive-path'],
  })),
  {
    row: 'C8',
    what: 'overlong UTF-8',
    file: 'a.zip',
    bytes: () => zip([file('x', { name: Buffer.from('c0ae c0ae c0af 612e6f626a'.replaceAll(' ', ''), 'hex') })]),
    ends: 'done',
  },
  ...['con.obj', 'aux.obj', 'a.obj.', 'NUL'].map((name): Hostile => ({
    row: 'C8',
    what: `an entry named ${name}`,
    file: 'a.zip',
    bytes: () => zip([file('ok.obj'), { name, data: Buffer.from('x') }]),
    ends: ['done', 'archive-ambiguous'],
  })),
  {
    row: 'C8',
    what: 'a symbolic link',
    file: 'a.zip',
    bytes: () => zip([file('a.obj'), { name: 'a.mtl', data: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
    ends: ['archive-link'],
  },
  { row: 'C8', what: 'two equal names', file: 'a.zip', bytes: () => zip([file('a.obj'), file('a.obj')]), ends: ['archive-twice'] },
  {
    row: 'C8',
    what: 'two names that are equal when composed',
    file: 'a.zip',
    bytes: () => zip([file('\u00e9.obj'), file('e\u0301.obj')]),
    ends: ['archive-twice'],
  },
  {
    row: 'C8',
    what: 'another name in the local header',
    file: 'a.zip',
    bytes: () => zip([file('a.obj', { local: '../b.obj' })]),
    ends: ['done'],
  },
  {
    row: 'C8',
    what: '100,000 entries',
    file: 'a.zip',
    bytes: () =>
      zip(
        times(100_000, (index) => ({ name: `f${index}`, method: 0 })),
        { count: 0xffff },
      ),
    ends: ['archive-entries', 'archive-unreadable'],
  },
  {
    row: 'C8',
    what: '100,000 entries that say they are one',
    file: 'a.zip',
    bytes: () =>
      zip(
        times(100_000, (index) => ({ name: `f${index}`, method: 0 })),
        { count: 1 },
      ),
    ends: ['archive-unreadable', 'no-model', 'archive-empty'],
  },
  { row: 'C8', what: 'a bomb', file: 'a.zip', bytes: () => zip([{ name: 'a.obj', data: zeros(400) }]), ends: ['archive-too-large'] },
  {
    row: 'C8',
    what: 'a bomb of many that each stay below',
    file: 'a.zip',
    bytes: () => zip(times(900, (index) => ({ name: `f${index}.bin`, data: zeros(1).subarray(0, 1_000_000) }))),
    ends: ['archive-too-large'],
  },
  {
    row: 'C8',
    what: 'entries that share their data',
    file: 'a.zip',
    bytes: () => sharing(),
    ends: ['archive-too-large', 'archive-unreadable'],
  },
  {
    row: 'C8',
    what: '42.zip: archives in archives',
    file: 'a.zip',
    bytes: () => zip(times(16, (index) => ({ name: `lib${index}.zip`, data: zip([{ name: 'a.obj', data: zeros(4) }]) }))),
    ends: ['no-model'],
  },
  {
    row: 'C8',
    what: 'ZIP64 that says 2^63 bytes',
    file: 'a.zip',
    bytes: () => zip([file('a.obj', { size: 0xffffffff, extra: zip64(2n ** 63n) })]),
    ends: ['archive-unreadable', 'archive-too-large'],
  },
  {
    row: 'C8',
    what: 'ZIP64 that says too little',
    file: 'a.zip',
    bytes: () => zip([file('a.obj', { size: 0xffffffff, extra: zip64(1n) })]),
    ends: ['archive-unreadable'],
  },
  {
    row: 'C8',
    what: 'a size that is a lie',
    file: 'a.zip',
    bytes: () => zip([{ name: 'a.obj', data: zeros(60), size: 100 }]),
    ends: ['archive-unreadable'],
  },
  {
    row: 'C8',
    what: 'an archive in the comment of another',
    file: 'a.zip',
    bytes: () => zip([file('a.obj')], { comment: zip([file('../b.obj')]).toString('latin1') }),
    ends: ['done', 'archive-unreadable', 'archive-path'],
  },
];

/** 900 names for the same megabyte. */
function sharing(): Buffer {
  const data = Buffer.alloc(1_000_000, 'v 1 0 0 \n');
  return zip(times(900, (index) => ({ name: `f${index}.obj`, data, shared: index > 0 })));
}

const pictures: Hostile[] = [
  { row: 'C8', what: 'a PNG of 65535 × 1', file: 'a.glb', bytes: () => textured([png(65_535, 1)]), ends: 'done' },
  {
    row: 'C8',
    what: 'a PNG that says 60000 × 60000',
    file: 'a.glb',
    bytes: () => textured([png(60_000, 60_000, { data: deflateSync(zeros(1)) })]),
    ends: 'done',
  },
  {
    row: 'C8',
    what: 'a JPEG that says 65535 × 65535',
    file: 'a.glb',
    bytes: () => textured([jpeg(65_535, 65_535)], 'image/jpeg'),
    ends: 'done',
  },
  {
    row: 'C8',
    what: 'a PNG with 300 MB in its colour profile',
    file: 'a.glb',
    bytes: () =>
      textured([png(4, 4, { more: [pngChunk('iCCP', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(zeros(300))]))] })]),
    ends: 'done',
  },
  {
    row: 'C8',
    what: 'a PNG with 300 MB in its text',
    file: 'a.glb',
    bytes: () =>
      textured([png(4, 4, { more: [pngChunk('zTXt', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(zeros(300))]))] })]),
    ends: 'done',
  },
  { row: 'C8', what: 'forty PNGs of 8192 × 8192', file: 'a.glb', bytes: () => textured(manyLarge()), ends: ['pictures-too-large'] },
  {
    row: 'C8',
    what: 'a TIFF that says 60000 × 60000, by an MTL',
    file: 'a.zip',
    bytes: () => textures(tiff(60_000), 't.png'),
    ends: 'done',
  },
  {
    row: 'C5',
    what: 'an SVG bomb, by an MTL',
    file: 'a.zip',
    bytes: () =>
      textures(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="60000"><script>1</script></svg>`), 't.png'),
    ends: 'done',
  },
];

function manyLarge(): Buffer[] {
  const pixels = deflateSync(Buffer.alloc(8_193 * 8_192));
  return times(40, (index) => png(8_192, 8_192, { data: pixels, more: [pngChunk('tEXt', Buffer.from(`x\0${index}`))] }));
}

function tiff(side: number): Buffer {
  const tags: [number, number, number][] = [
    [256, 4, side],
    [257, 4, side],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [278, 4, side],
    [279, 4, 1000],
  ];
  const entries = tags.map(([tag, type, value]) => Buffer.concat([half(tag), half(type), word(1), word(value)]));
  return Buffer.concat([Buffer.from('II*\0', 'latin1'), word(8), half(tags.length), ...entries, word(0)]);
}

const programs: Hostile[] = [
  {
    row: 'C8',
    what: 'an FBX whose array unpacks to 1 GB',
    file: 'a.fbx',
    bytes: () => fbx([{ count: 10, packed: deflateSync(zeros(1024)) }]),
    ends: ['fbx-array'],
  },
  {
    row: 'C8',
    what: 'an FBX that says 2^31 numbers',
    file: 'a.fbx',
    bytes: () => fbx([{ count: 0x7fffffff, packed: deflateSync(zeros(1)) }]),
    ends: ['fbx-array'],
  },
  {
    row: 'C8',
    what: 'an FBX with 200 arrays of 8 MB',
    file: 'a.fbx',
    bytes: () => fbx(times(200, () => ({ count: 1_000_000, packed: deflateSync(Buffer.alloc(8_000_000)) }))),
    ends: ['fbx-array'],
  },
  {
    row: 'C4',
    what: 'an FBX whose arrays reach beyond the file',
    file: 'a.fbx',
    bytes: () => fbx([{ count: 10, packed: Buffer.alloc(80), encoding: 0 }]).subarray(0, 60),
    ends: ['fbx-array', 'fbx-unreadable'],
  },
  {
    row: 'C4',
    what: 'an OBJ with a face of vertices that are not there',
    file: 'a.obj',
    bytes: () => Buffer.from('v 0 0 0\nf 1 2 999999999\n'),
    ends: ['obj-face'],
  },
  {
    row: 'C4',
    what: 'an OBJ of 30 MB of vertices and no face',
    file: 'a.obj',
    bytes: () => Buffer.alloc(30e6, 'v 1 2 3\n'),
    ends: ['nothing-drawn', 'obj-too-large'],
  },
  {
    row: 'C4',
    what: 'an OBJ of 30 MB of faces',
    file: 'a.obj',
    bytes: () => Buffer.concat([Buffer.from('v 0 0 0\nv 1 0 0\nv 0 1 0\n'), Buffer.alloc(30e6, 'f 1 2 3\n')]),
    ends: ['obj-too-large'],
  },
  {
    row: 'C4',
    what: 'an OBJ of one line of 30 MB',
    file: 'a.obj',
    bytes: () => Buffer.concat([Buffer.from('v 0 0 0\nf '), Buffer.alloc(30e6, '1 ')]),
    ends: ['obj-too-large', 'obj-face'],
  },
  {
    row: 'C4',
    what: 'a USDZ of brackets',
    file: 'a.usdz',
    bytes: () => zip([{ name: 'a.usda', data: Buffer.from(`#usda 1.0\n${'def "x" {\n'.repeat(200_000)}`), method: 0 }]),
    ends: ['usdz-unreadable', 'nothing-drawn'],
  },
];

/** What is sent to a running service. */
export const hostile: readonly Hostile[] = [...c4, ...names, ...archives, ...pictures, ...programs];
