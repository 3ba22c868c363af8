import { describe, expect, test } from '@jest/globals';
import { KHRTextureTransform } from '@gltf-transform/extensions';
import { sheet } from '../../../../tests/fakes/textured.ts';
import { format } from '../formats/usdz/index.ts';
import { USDCParser } from 'three/examples/jsm/loaders/usd/USDCParser.js';
import { applyFinish } from '../finishes/apply.ts';
import { presets } from '../finishes/presets.ts';
import { measure } from '../measure/index.ts';
import { splitGlb } from '../optimise/compact.ts';
import { writeCrate } from './crate/index.ts';
import { makeAr, makeUsdz, readUsdz } from './index.ts';
import type { Attribute, Prim } from './prim.ts';
import { packScene, sceneOf } from './usdz.ts';
import { readZip, writeZip } from './zip.ts';

const wish = { variant: null, maxTexture: 64, jpegQuality: 80 };
const stage = { signal: new AbortController().signal, progress: (): void => undefined };

/** What three's reader finds at a path of the layer. */
function at(usdz: Uint8Array, path: string): unknown {
  const { specsByPath } = new USDCParser().parseData(new Uint8Array(readZip(usdz).files[0]!.data).buffer);
  return specsByPath[path]?.fields?.['default'];
}

const surface = '/Root/Materials/M0/surface.inputs:';
const mesh = '/Root/Scenes/Scene/Mesh0.';

/** A USDZ of the sheet whose mesh is not what it should be. */
async function spoilt(name: string, spoil: (one: Attribute) => Attribute): Promise<Uint8Array> {
  const { document } = await sheet({ cells: 2 });
  const { root, pictures } = await sceneOf(document, wish);
  const change = (prim: Prim): Prim => ({
    ...prim,
    properties: (prim.properties ?? []).map((one) => (prim.type === 'Mesh' && one.name === name ? spoil(one as Attribute) : one)),
    children: (prim.children ?? []).map(change),
  });
  return packScene({ root: change(root), pictures });
}

test('a USDZ is a stored archive whose files begin at multiples of 64, the layer first, with the model’s triangles and true size', async () => {
  const usdz = await makeUsdz(await sheet({ cells: 10 }), wish);
  const { files, problems } = readZip(usdz);
  expect(problems).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(['model.usdc', 'textures/t0.jpg']);
  expect(files.every(({ offset }) => offset % 64 === 0)).toBe(true);
  const read = readUsdz(usdz);
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value).toMatchObject({ triangles: 200, points: 121, meshes: 1, materials: 1 });
  expect(read.value.dimensions[0]).toBeCloseTo(0.4, 4);
  expect(read.value.dimensions[1]).toBeCloseTo(0.4, 4);
  expect(at(usdz, `${mesh}doubleSided`)).toBe(true);
  expect(at(usdz, '/Root/Materials/M0/surface.info:id')).toBe('UsdPreviewSurface');
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
  const points = [...(at(await makeUsdz(await sheet({ cells: 2 }), wish), `${mesh}points`) as Float32Array)];
  expect(Math.min(...points.filter((_, index) => index % 3 === 1))).toBe(0);
  expect(Math.min(...points.filter((_, index) => index % 3 === 0))).toBeCloseTo(-0.2, 5);
});

test('transparency that is shown is kept as PNG with its threshold', async () => {
  const usdz = await makeUsdz(await sheet({ hole: true, cells: 2 }), wish);
  expect(readZip(usdz).files[1]!.name).toBe('textures/t0.png');
  expect(at(usdz, `${surface}opacityThreshold`)).toBe(0.5);
  expect(readUsdz(usdz).ok).toBe(true);
});

test('a gem keeps its colour for viewers that know no light through a stone: deep ones nearly opaque, clear glass nearly invisible', async () => {
  const dyed = async (colour: [number, number, number]) => {
    const imported = await sheet({ cells: 2 });
    const [material] = imported.document.getRoot().listMaterials();
    material!
      .setBaseColorTexture(null)
      .setNormalTexture(null)
      .setBaseColorFactor([...colour, 1]);
    applyFinish(imported.document, material!, presets.gemstone);
    return imported;
  };
  const sapphire = await dyed([0.02, 0.09, 0.55]);
  const usdz = await makeUsdz(sapphire, wish);
  (at(usdz, `${surface}diffuseColor`) as number[]).forEach((part, band) => expect(part).toBeCloseTo([0.02, 0.09, 0.55][band]!, 3));
  expect(at(usdz, `${surface}opacity`)).toBeCloseTo(0.846, 3);
  expect(at(usdz, `${surface}ior`)).toBeCloseTo(1.77, 3);
  expect(at(await makeUsdz(await dyed([1, 1, 1]), wish), `${surface}opacity`)).toBeCloseTo(0.3, 3);
  const plain = (await makeAr(sapphire, stage)).find(({ artefact }) => artefact.kind === 'ar')!;
  const { json } = splitGlb(plain.bytes);
  expect(json.materials).toMatchObject([
    { alphaMode: 'BLEND', pbrMetallicRoughness: { baseColorFactor: [0.02, 0.09, 0.55, expect.closeTo(0.846, 3)] } },
  ]);
  expect(json.extensionsUsed ?? []).not.toContain('KHR_materials_transmission');
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
  const usdz = await makeUsdz(imported, wish);
  const numbers = (name: string): number[] => [at(usdz, `/Root/Materials/M0/transform_colour.inputs:${name}`)].flat() as number[];
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
    ['a file at an odd place', (usdz) => shifted(usdz), 'no multiple of 64'],
    ['a byte that changed', (usdz) => flipped(usdz), 'checksum'],
    ['a picture that is missing', (usdz) => writeZip(readZip(usdz).files.slice(0, 1)), 'the picture textures/t0.jpg is missing'],
    ['a layer that does not come first', (usdz) => writeZip(readZip(usdz).files.toReversed()), 'not a .usdc layer'],
    ['a layer that is none', (usdz) => relayered(usdz, Buffer.from('#usda 1.0')), 'cannot be read'],
    [
      'a layer in other units',
      (usdz) => relayered(usdz, writeCrate({ type: 'Xform', name: 'Root' }, { metersPerUnit: 0.01, upAxis: 'Y' })),
      'metersPerUnit = 1',
    ],
  ];

  test.each(broken)('%s', async (_, breaking, expected) => {
    const usdz = await makeUsdz(await sheet({ cells: 2 }), wish);
    expect(readUsdz(usdz).ok).toBe(true);
    const read = readUsdz(breaking(usdz));
    expect(!read.ok && read.error.message).toContain(expected);
  });

  const spoiling: [string, string, (one: Attribute) => Attribute, string][] = [
    [
      'a face without a point',
      'faceVertexIndices',
      (one) => ({ ...one, value: Uint32Array.of(999_999, ...(one.value as Uint32Array).slice(1)) }) as Attribute,
      'a point that is not there',
    ],
    ['faces that are too few', 'faceVertexCounts', (one) => ({ ...one, value: Uint32Array.of(3) }) as Attribute, 'do not add up'],
    [
      'coordinates that are too few',
      'primvars:st',
      (one) => ({ ...one, value: (one.value as Float32Array).slice(2) }) as Attribute,
      'has not one value for each point',
    ],
    [
      'a point that is no number',
      'points',
      (one) => ({ ...one, value: (one.value as Float32Array).with(0, NaN) }) as Attribute,
      'its points are broken',
    ],
    [
      'a point outside of its extent',
      'points',
      (one) => ({ ...one, value: (one.value as Float32Array).with(0, 5) }) as Attribute,
      'outside of its extent',
    ],
  ];

  test.each(spoiling)('%s', async (_, name, spoil, expected) => {
    const read = readUsdz(await spoilt(name, spoil));
    expect(!read.ok && read.error.message).toContain(expected);
  });
});

/** The same archive with another layer. */
const relayered = (usdz: Uint8Array, layer: Uint8Array): Uint8Array =>
  writeZip([{ name: 'model.usdc', data: layer }, ...readZip(usdz).files.slice(1)]);

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
