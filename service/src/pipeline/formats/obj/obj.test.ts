import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strToU8 } from 'fflate';
import sharp from 'sharp';
import { context, setOf } from '../../../../../tests/fakes/models-3d.ts';
import { measure } from '../../measure/index.ts';
import type { Imported } from '../../types.ts';
import { format } from './index.ts';

const square = 'v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n';

async function read(text: string | Uint8Array, more: Record<string, Uint8Array> = {}): Promise<Imported> {
  const set = setOf('thing.obj', typeof text === 'string' ? strToU8(text) : text, more);
  expect(format.recognises(set)).toBe(true);
  const result = await format.read(set, context);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
const refused = async (text: string): Promise<string> => {
  const result = await format.read(setOf('thing.obj', strToU8(text)), context);
  return result.ok ? 'taken' : result.error.code;
};
const codes = ({ repaired, dropped }: Imported): string[] => [...repaired, ...dropped].map(({ code }) => code);
const trianglesOf = (imported: Imported): number => measure(imported.document).triangles;

/** The area that the model's triangles cover, all of them in the plane z = 0. */
function areaOf({ document }: Imported): number {
  let area = 0;
  for (const primitive of document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives())) {
    const [positions, indices] = [primitive.getAttribute('POSITION')!, primitive.getIndices()!];
    for (let at = 0; at < indices.getCount(); at += 3) {
      const corner = (place: number): number[] => positions.getElement(indices.getScalar(at + place), []);
      const [a, b, c] = [corner(0), corner(1), corner(2)];
      area += Math.abs((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)) / 2;
    }
  }
  return area;
}

let warn: typeof console.warn;
beforeAll(() => {
  warn = console.warn;
  console.warn = () => undefined; // three's loaders speak of what they leave out
});
afterAll(() => {
  console.warn = warn;
});

test('an OBJ in UTF-16, with Windows’ line ends, continued lines, commas for points or numbers from the end is read', async () => {
  const utf16 = Buffer.from(`\ufeff${square}f 1 2 3 4\n`, 'utf16le');
  expect(trianglesOf(await read(new Uint8Array(utf16)))).toBe(2);
  expect(trianglesOf(await read(new Uint8Array(Buffer.from(utf16).swap16())))).toBe(2);
  expect(trianglesOf(await read(`${square}f 1 2 \\\n 3 4\n`.replaceAll('\n', '\r\n')))).toBe(2);
  expect(areaOf(await read('v 0,5 0,5 0,0\nv 1,5 0,5 0,0\nv 1,5 1,5 0,0\nf 1 2 3\n'))).toBeCloseTo(0.5, 6);
  // counted back from the face, not from the end of the file
  expect(areaOf(await read(`${square}f -4 -3 -2 -1\nv 9 9 0\n`))).toBeCloseTo(1, 6);
});

test('a concave polygon covers its own area; a fan of it would cover what lies outside', async () => {
  const arrow = 'v 0 0 0\nv 2 1 0\nv 0 2 0\nv 1 1 0\n';
  expect(areaOf(await read(`${arrow}f 1 2 3 4\n`))).toBeCloseTo(1, 6);
  expect(areaOf(await read(`${arrow}f 3 4 1 2\n`))).toBeCloseTo(1, 6);
  const comb = 'v 0 0 0\nv 3 0 0\nv 3 2 0\nv 2 2 0\nv 2 1 0\nv 1 1 0\nv 1 2 0\nv 0 2 0\n';
  expect(areaOf(await read(`${comb}f 1 2 3 4 5 6 7 8\n`))).toBeCloseTo(5, 6);
  expect(areaOf(await read(`${comb}f 8 7 6 5 4 3 2 1\n`))).toBeCloseTo(5, 6);
});

test('lines and points beside the faces do not take these away; alone they are refused', async () => {
  const mixed = await read(`${square}l 1 2 3\nf 1 2 3 4\np 1\n`);
  expect([trianglesOf(mixed), codes(mixed)]).toEqual([2, ['lines-dropped']]);
  expect(await refused(`${square}l 1 2 3\n`)).toBe('nothing-drawn');
});

test('texture places and normals that are not there are left away; of many faces a few broken ones too, and most of them refuse the file', async () => {
  expect(trianglesOf(await read(`${square}f 1/1/1 2/2/2 3/3/3 4/4/4\n`))).toBe(2);
  const faces = 'f 1 2 3\n'.repeat(30);
  const some = await read(`${square}${faces}f 1 2 9\nf 0 1 2\nf 1 2\n`);
  expect([trianglesOf(some), codes(some)]).toEqual([30, ['faces-broken']]);
  expect(some.dropped[0]).toMatchObject({ where: 'line 35', message: expect.stringContaining('3 faces') });
  expect(await refused(`${square}f 1 2 3\nf 1 2 9\n`)).toBe('obj-face');
  expect(await refused('v nan 0 0\nv 0 1 0\nv 1 1 0\nf 1 2 3\n')).toBe('obj-vertex');
});

test('colours that only some vertices have are white elsewhere; those up to 255 are brought to 1', async () => {
  const { document, repaired } = await read('v 0 0 0 255 0 0\nv 1 0 0 0 255 0\nv 0 1 0\nf 1 2 3\n');
  const colours = document.getRoot().listMeshes()[0]!.listPrimitives()[0]!.getAttribute('COLOR_0')!;
  const all = Array.from({ length: 3 }, (_, index) => colours.getElement(index, []).slice(0, 3));
  expect(all).toEqual(
    expect.arrayContaining([
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 1],
    ]),
  );
  expect(repaired.map(({ code }) => code)).toContain('vertex-colours');
});

test('several MTL files count, on one line or on more; options of maps are no part of a picture’s name', async () => {
  const uv = 'vt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\n';
  const faces = 'usemtl a\nf 1/1 2/2 3/3\nusemtl b\nf 1/1 3/3 4/4\n';
  const png = new Uint8Array(
    await sharp({ create: { width: 4, height: 4, channels: 3, background: '#336699' } })
      .png()
      .toBuffer(),
  );
  const options = '-blendu on -s 2 2 -o 0.5 -colorspace sRGB -imfchan r -texres 512';
  const a = strToU8(`newmtl a\r\nKd 1 1 1\r\nmap_Kd ${options} the weave.png\r\n`);
  const b = strToU8('newmtl b\nKd 1 1 1\nmap_Kd weft.png\nmap_Bump -bm\n');
  for (const names of ['mtllib a.mtl b.mtl', 'mtllib a.mtl\nmtllib b.mtl']) {
    const imported = await read(`${names}\n${square}${uv}${faces}`, { 'a.mtl': a, 'b.mtl': b, 'the weave.png': png, 'weft.png': png });
    const materials = imported.document.getRoot().listMaterials();
    expect(materials.map((material) => [material.getName(), material.getBaseColorTexture()?.getName()])).toEqual([
      ['a', 'the weave'],
      ['b', 'weft'],
    ]);
    expect(imported.dropped).toEqual([]);
  }
  const blank = await read(`mtllib my paint.mtl\n${square}f 1 2 3\n`, { 'my paint.mtl': a, 'the weave.png': png });
  expect(blank.dropped).toEqual([]);
});
