import { describe, expect, test } from '@jest/globals';
import { KHRTextureTransform } from '@gltf-transform/extensions';
import { sheet } from '../../../../tests/fakes/textured.ts';
import { format } from '../formats/usdz/index.ts';
import { measure } from '../measure/index.ts';
import { splitGlb } from '../optimise/compact.ts';
import { makeAr, makeUsdz, readUsdz } from './index.ts';
import { readZip, writeZip } from './zip.ts';

const wish = { variant: null, maxTexture: 64, jpegQuality: 80 };
const stage = { signal: new AbortController().signal, progress: (): void => undefined };

const layerOf = (usdz: Uint8Array): string => Buffer.from(readZip(usdz).files[0]!.data).toString();

/** The same archive with its layer changed. */
function with_(usdz: Uint8Array, change: (text: string) => string): Uint8Array {
  const [first, ...others] = readZip(usdz).files;
  return writeZip([{ name: first!.name, data: Buffer.from(change(Buffer.from(first!.data).toString())) }, ...others]);
}

test('a USDZ is a stored archive whose files begin at multiples of 64, the layer first, with the model’s triangles and true size', async () => {
  const usdz = await makeUsdz(await sheet({ cells: 10 }), wish);
  const { files, problems } = readZip(usdz);
  expect(problems).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(['model.usda', 'textures/t0.jpg']);
  expect(files.every(({ offset }) => offset % 64 === 0)).toBe(true);
  const read = readUsdz(usdz);
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value).toMatchObject({ triangles: 200, points: 121, meshes: 1, materials: 1 });
  expect(read.value.dimensions[0]).toBeCloseTo(0.4, 4);
  expect(read.value.dimensions[1]).toBeCloseTo(0.4, 4);
  const text = layerOf(usdz);
  for (const line of ['metersPerUnit = 1', 'upAxis = "Y"', 'uniform bool doubleSided = 1', 'uniform token info:id = "UsdPreviewSurface"'])
    expect(text).toContain(line);
});

test('three’s own USD reader finds the same triangles, size and maps', async () => {
  const imported = await sheet({ cells: 10 });
  const name = 'model.usdz';
  const read = await format.read({ main: name, files: new Map([[name, await makeUsdz(imported, wish)]]) }, stage);
  if (!read.ok) throw new Error(read.error.message);
  const [source, again] = [measure(imported.document), measure(read.value.document)];
  expect(again.triangles).toBe(source.triangles);
  for (const axis of ['width', 'height', 'depth'] as const) expect(again.dimensions[axis]).toBeCloseTo(source.dimensions[axis], 4);
  expect(again.materials[0]!.maps).toEqual(['baseColorTexture']);
}, 60_000);

test('a model that floats is put on the ground, in the middle', async () => {
  const text = layerOf(await makeUsdz(await sheet({ cells: 2 }), wish));
  const points = /point3f\[\] points = \[(.*)\]/
    .exec(text)![1]!
    .match(/[-\d.e]+/g)!
    .map(Number);
  expect(Math.min(...points.filter((_, index) => index % 3 === 1))).toBe(0);
  expect(Math.min(...points.filter((_, index) => index % 3 === 0))).toBeCloseTo(-0.2, 5);
});

test('transparency that is shown is kept as PNG with its threshold', async () => {
  const usdz = await makeUsdz(await sheet({ hole: true, cells: 2 }), wish);
  expect(readZip(usdz).files[1]!.name).toBe('textures/t0.png');
  expect(layerOf(usdz)).toContain('float inputs:opacityThreshold = 0.5');
  expect(readUsdz(usdz).ok).toBe(true);
});

test('a texture that is turned, scaled and moved lands where glTF puts it', async () => {
  const imported = await sheet({ cells: 2 });
  const transform = imported.document
    .createExtension(KHRTextureTransform)
    .createTransform()
    .setOffset([0.1, 0.2])
    .setScale([2, 3])
    .setRotation(0.5);
  imported.document.getRoot().listMaterials()[0]!.getBaseColorTextureInfo()!.setExtension('KHR_texture_transform', transform);
  const text = layerOf(await makeUsdz(imported, wish));
  const numbers = (name: string): number[] => new RegExp(`inputs:${name} = \\(?([^)\n]*)`).exec(text)![1]!.split(',').map(Number);
  const [turn, [sx, sy], [tx, ty]] = [
    (numbers('rotation')[0]! * Math.PI) / 180,
    numbers('scale') as [number, number],
    numbers('translation') as [number, number],
  ];
  const [u, v] = [0.3, 0.7];
  // KHR_texture_transform: translation · rotation · scale
  const expected = [Math.cos(0.5) * 2 * u + Math.sin(0.5) * 3 * v + 0.1, -Math.sin(0.5) * 2 * u + Math.cos(0.5) * 3 * v + 0.2];
  const [s, t] = [u, 1 - v];
  const usd = [Math.cos(turn) * sx * s - Math.sin(turn) * sy * t + tx, Math.sin(turn) * sx * s + Math.cos(turn) * sy * t + ty];
  expect(usd[0]).toBeCloseTo(expected[0]!, 4);
  expect(1 - usd[1]!).toBeCloseTo(expected[1]!, 4);
});

test('each colourway has files of its own, the plain GLB without anything compressed', async () => {
  const files = await makeAr(await sheet({ cells: 4 }), stage);
  expect(files.map(({ artefact }) => artefact.name)).toEqual([
    'ar.glb',
    'ar.usdz',
    'ar-day.glb',
    'ar-day.usdz',
    'ar-night.glb',
    'ar-night.usdz',
  ]);
  expect(files.map(({ artefact }) => artefact.variant)).toEqual([null, null, 'Day', 'Day', 'Night', 'Night']);
  expect(files.every(({ artefact }) => artefact.triangles === 32)).toBe(true);
  const { json } = splitGlb(files[0]!.bytes);
  expect(json['extensionsUsed'] ?? []).toEqual([]);
  expect(json.images?.map((image) => image['mimeType'])).toEqual(['image/jpeg']);
  // Night is a plain colour: its file holds no picture
  expect(readZip(files[5]!.bytes).files).toHaveLength(1);
});

describe('reading again finds', () => {
  const broken: [string, (usdz: Uint8Array) => Uint8Array, string][] = [
    ['a file at an odd place', (usdz) => Buffer.concat([usdz.subarray(0, 0), shifted(usdz)]), 'no multiple of 64'],
    ['a byte that changed', (usdz) => flipped(usdz), 'checksum'],
    ['a bracket that is not closed', (usdz) => with_(usdz, (text) => text.replace(/\}\n$/, '')), 'never closed'],
    [
      'a face without a point',
      (usdz) => with_(usdz, (text) => text.replace(/faceVertexIndices = \[0/, 'faceVertexIndices = [999999')),
      'a point that is not there',
    ],
    ['a picture that is missing', (usdz) => writeZip(readZip(usdz).files.slice(0, 1)), 'the picture textures/t0.jpg is missing'],
    [
      'a material that is missing',
      (usdz) => with_(usdz, (text) => text.replaceAll('Materials/M0>', 'Materials/M7>')),
      '/Root/Materials/M7 is missing',
    ],
    [
      'coordinates that are too few',
      (usdz) => with_(usdz, (text) => text.replace(/(primvars:st = \[)\([^)]*\),/, '$1')),
      'has not one value for each point',
    ],
    ['a layer that does not come first', (usdz) => writeZip(readZip(usdz).files.toReversed()), 'not a .usda layer'],
  ];

  test.each(broken)('%s', async (_, breaking, expected) => {
    const usdz = await makeUsdz(await sheet({ cells: 2 }), wish);
    expect(readUsdz(usdz).ok).toBe(true);
    const read = readUsdz(breaking(usdz));
    expect(!read.ok && read.error.message).toContain(expected);
  });
});

/** The first file's padding grows by a byte, and the directory with it. */
function shifted(usdz: Uint8Array): Uint8Array {
  const bytes = Buffer.from(usdz);
  const extra = 30 + bytes.readUInt16LE(26);
  bytes.writeUInt16LE(bytes.readUInt16LE(28) + 1, 28);
  const out = Buffer.concat([bytes.subarray(0, extra), Buffer.from([0]), bytes.subarray(extra)]);
  const end = out.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const directory = out.readUInt32LE(end + 16) + 1;
  out.writeUInt32LE(directory, end + 16);
  const second = directory + 46 + out.readUInt16LE(directory + 28);
  out.writeUInt32LE(out.readUInt32LE(second + 42) + 1, second + 42);
  return out;
}

function flipped(usdz: Uint8Array): Uint8Array {
  const bytes = Buffer.from(usdz);
  bytes[readZip(usdz).files[0]!.offset + 200]! ^= 1;
  return bytes;
}
