import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipSync, zipSync, strToU8 } from 'fflate';
import { KHRMaterialsPBRSpecularGlossiness } from '@gltf-transform/extensions';
import { AnimationClip, BoxGeometry, Group, Mesh, MeshPhongMaterial, Object3D, PointLight, VectorKeyframeTrack } from 'three';
import sharp from 'sharp';
import { context, glbOf, setOf, sharedFile, testShared, triangle, writeGlb } from '../../../../tests/fakes/models-3d.ts';
import { chooseModel } from '../choose.ts';
import type { Note } from '../contract.ts';
import { measure } from '../measure/index.ts';
import { attempt } from '../refusal.ts';
import type { Upload } from '../source.ts';
import { checkMade, shiftOf } from '../three/checks.ts';
import { toDocument } from '../three/document.ts';
import type { FileSet, Imported } from '../types.ts';
import { giveVrm } from '../vrm/give.ts';
import { takeVrm, memberOf } from '../vrm/take.ts';
import { readGlb, type Json } from '../scan/glb.ts';
import { format as fbx } from './fbx/index.ts';
import { readSpace } from './fbx/settings.ts';
import { format as glb } from './glb/index.ts';
import { format as gltf } from './gltf/index.ts';
import { format as obj } from './obj/index.ts';
import { format as vrm } from './vrm/index.ts';
import type { Format } from '../types.ts';

const read = async (format: Format, set: FileSet): Promise<Imported> => {
  expect(format.recognises(set)).toBe(true);
  const result = await format.read(set, context);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};
const refusal = async (format: Format, set: FileSet): Promise<string> => {
  const result = await format.read(set, context);
  return result.ok ? 'taken' : result.error.code;
};
const codes = (notes: readonly Note[]): string[] => notes.map(({ code }) => code);
const picture = (width: number, height: number): Promise<Uint8Array> =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
const upload = (files: Record<string, Uint8Array>): Upload => ({
  files: new Map(Object.entries(files)),
  bytes: 1,
  sha256: '',
  packed: true,
});

const cube =
  'mtllib cube.mtl\no cube\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nusemtl skin\nf 1/1 2/2 3/3 4/4\n';
const mtl = 'newmtl skin\nKd 1 1 1\nNs 100\nmap_Kd textures\\skin.png\n';

let warn: typeof console.warn;
beforeAll(() => {
  warn = console.warn;
  console.warn = () => undefined; // three's loaders speak of what they leave out
});
afterAll(() => {
  console.warn = warn;
});

test('an upload’s model is found by its bytes: in the shallowest folder, and what says most about materials first', async () => {
  const model = await writeGlb(triangle());
  const choose = async (files: Record<string, Uint8Array>): Promise<string> => {
    const result = await attempt(() => chooseModel(upload(files), 'pack.zip'));
    return result.ok ? `${result.value.format.name} ${result.value.set.main}` : result.error.code;
  };
  expect(await choose({ 'a/b/deep.glb': model, 'a/top.obj': strToU8(cube) })).toBe('obj a/top.obj');
  expect(await choose({ 'top.glb': model, 'top.obj': strToU8(cube) })).toBe('glb top.glb');
  expect(await choose({ 'one.glb': model, 'two.glb': model })).toBe('archive-ambiguous');
  expect(await choose({ 'shoe.obj': model, 'readme.txt': strToU8('v 1 2 3') })).toBe('glb shoe.obj');
  expect(await choose({ 'readme.txt': strToU8('nothing') })).toBe('no-model');
  expect(await choose({ 'shoe.glb': strToU8('%PDF-1.7') })).toBe('not-a-model');
});

test('OBJ takes materials and pictures from the upload, whatever separators their paths are written with', async () => {
  const set = setOf('cube.obj', strToU8(cube), { 'cube.mtl': strToU8(mtl), 'textures/skin.png': await picture(8, 4) });
  const { document, dropped } = await read(obj, set);
  const [material] = document.getRoot().listMaterials();
  expect(dropped).toEqual([]);
  expect(measure(document)).toMatchObject({ triangles: 2, dimensions: { width: 1, height: 1, depth: 0 } });
  expect([material!.getName(), material!.getMetallicFactor()]).toEqual(['skin', 0]);
  expect(material!.getBaseColorTexture()!.getSize()).toEqual([8, 4]);
  // OBJ counts texture coordinates from below, glTF from above: the first corner (0, 0) is (0, 1).
  const uv = document.getRoot().listMeshes()[0]!.listPrimitives()[0]!.getAttribute('TEXCOORD_0')!;
  expect(uv.getElement(0, [])).toEqual([0, 1]);
});

test('OBJ without its materials or pictures is taken and says what is missing', async () => {
  expect(codes((await read(obj, setOf('cube.obj', strToU8(cube)))).dropped)).toEqual(['materials-missing']);
  const { dropped } = await read(obj, setOf('cube.obj', strToU8(cube), { 'cube.mtl': strToU8(mtl) }));
  expect(codes(dropped)).toEqual(['texture-missing']);
  expect(await refusal(obj, setOf('a.obj', strToU8('v 0 0 0\nv 1 0 0\nf 1 2 9\n')))).toBe('obj-face');
  expect(await refusal(obj, setOf('a.obj', strToU8('v 0 0 0\nv 1 x 0\nf 1 2 2\n')))).toBe('obj-vertex');
  expect(await refusal(obj, setOf('a.obj', strToU8('v 0 0 0\nv 1 1 0\n')))).toBe('nothing-drawn');
});

test('glTF finds its files beside it; a picture that is missing is told of and left out', async () => {
  const source = await writeGlb(triangle());
  const { json, bin } = readGlb('model', source);
  const external = {
    ...json,
    buffers: [{ ...(json['buffers'] as Json[])[0], uri: 'data/mesh%20one.bin' }],
    images: [{ uri: 'gone.png' }],
    textures: [{ source: 0 }],
  };
  (external as Json)['materials'] = [{ name: 'cloth', pbrMetallicRoughness: { baseColorTexture: { index: 0 }, metallicFactor: 0 } }];
  const set = setOf('folder/model.gltf', strToU8(JSON.stringify(external)), { 'folder/data/mesh one.bin': bin! });
  const { document, dropped } = await read(gltf, set);
  expect(measure(document).triangles).toBe(1);
  expect(document.getRoot().listTextures()).toEqual([]);
  expect(codes(dropped)).toEqual(['texture-missing']);
});

test('a glTF that the validator calls broken is refused with the validator’s own words; numbers that are none too', async () => {
  const bad = triangle();
  bad.getRoot().listAccessors()[0]!.setElement(1, [Number.NaN, 0, 0]);
  const result = await glb.read(setOf('model.glb', await writeGlb(bad)), context);
  expect(result).toMatchObject({ ok: false, error: { code: 'gltf-invalid', message: expect.stringContaining('ACCESSOR_INVALID_FLOAT') } });
  const missing = { asset: { version: '2.0' }, scenes: [{ nodes: [0] }], nodes: [{ mesh: 4 }] };
  expect(await refusal(glb, setOf('model.glb', glbOf(missing)))).toBe('gltf-invalid');
  expect(await refusal(glb, setOf('model.glb', glbOf({ asset: { version: '2.0' } })))).toBe('no-scene');
});

test('an accessor without data is zeros, as glTF says, and its sparse values count', async () => {
  const bin = new Uint8Array(4 + 12 + 36);
  new DataView(bin.buffer).setFloat32(4, 7, true);
  const json = {
    asset: { version: '2.0' },
    buffers: [{ byteLength: bin.length }],
    bufferViews: [
      { buffer: 0, byteLength: 4 },
      { buffer: 0, byteOffset: 4, byteLength: 12 },
    ],
    accessors: [
      {
        type: 'VEC3',
        componentType: 5126,
        count: 3,
        min: [0, 0, 0],
        max: [7, 0, 0],
        sparse: { count: 1, indices: { bufferView: 0, componentType: 5125 }, values: { bufferView: 1 } },
      },
    ],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
    nodes: [{ mesh: 0 }],
    scenes: [{ nodes: [0] }],
  };
  const { document } = await read(glb, setOf('model.glb', glbOf(json, bin)));
  expect(measure(document).dimensions.width).toBe(7);
});

test('a material that says nothing of metal is not metallic; one that a name calls metal stays', async () => {
  const source = triangle();
  const { json, bin } = readGlb('model', await writeGlb(source));
  const materials = (name: string): Json => ({ ...json, materials: [{ name }] });
  const metal = async (name: string): Promise<number> =>
    (await read(glb, setOf('m.glb', glbOf(materials(name), bin!)))).document.getRoot().listMaterials()[0]!.getMetallicFactor();
  expect([await metal('Fabric'), await metal('Gold ring')]).toEqual([0, 1]);
  const glossy = triangle();
  const old = glossy.createExtension(KHRMaterialsPBRSpecularGlossiness);
  glossy.getRoot().listMaterials()[0]!.setExtension('KHR_materials_pbrSpecularGlossiness', old.createPBRSpecularGlossiness());
  expect(codes((await read(glb, setOf('m.glb', await writeGlb(glossy)))).repaired)).not.toContain('metal-unsaid');
});

test('what three reads becomes glTF without lights, empty clips and controls; a clip that throws the body away is not taken', async () => {
  const root = new Group();
  const box = new Mesh(new BoxGeometry(1, 2, 1), new MeshPhongMaterial({ name: 'blue', color: '#0000ff', shininess: 30 }));
  box.name = 'box';
  root.add(box, new PointLight(), new Object3D());
  const clip = (to: number): AnimationClip =>
    new AnimationClip('Armature|Walk', 1, [new VectorKeyframeTrack('box.position', [0, 0, 1], [9, 9, 9, to, 0, 0, 0, 0, 0])]);
  const made = await toDocument({ root, clips: [clip(0.1), new AnimationClip('nothing', 1, [])], pictures: new Map() });
  expect(codes(made.dropped).sort()).toEqual(['clip-empty', 'controls-dropped']);
  expect(measure(made.document)).toMatchObject({
    triangles: 12,
    vertices: 24,
    clips: [{ name: 'Walk', seconds: 1 }],
    dimensions: { height: 2 },
  });
  expect(made.document.getRoot().listMaterials()[0]!.getMetallicFactor()).toBe(0);
  expect(() => checkMade(made.document, 'box')).not.toThrow();
  const thrown = await toDocument({ root, clips: [clip(1.5)], pictures: new Map() });
  expect(shiftOf(thrown.document, thrown.document.getRoot().listAnimations()[0]!)).toBeCloseTo(0.75);
  expect(() => checkMade(thrown.document, 'box')).toThrow(/Walk/);
  const [left] = checkMade(thrown.document, 'box', { dropClips: true });
  expect([left?.code, left?.where, thrown.document.getRoot().listAnimations()]).toEqual(['clip-jumps', 'Walk', []]);
});

testShared('the binary FBX comes out whole: metres, joints, clip, nothing metallic', async () => {
  const bytes = sharedFile('kenney-character-run.fbx');
  expect(readSpace(bytes)).toEqual({ up: 1, unit: 1 });
  const { document, importer } = await read(fbx, setOf('run.fbx', bytes));
  expect(importer).toContain('FBXLoader');
  const found = measure(document);
  expect(found.dimensions.height).toBeCloseTo(3.63, 1);
  expect(found).toMatchObject({ triangles: 1604, skin: { joints: expect.any(Number) }, clips: [{ name: 'Take 001' }] });
  expect(found.vertices).toBeLessThan(found.triangles * 3);
  for (const material of document.getRoot().listMaterials()) expect(material.getMetallicFactor()).toBe(0);
});

test('an FBX that is cut off is refused by both readers’ words', async () => {
  const text = '; FBX 7.3.0 project file\nFBXHeaderExtension:  {\n\tFBXVersion: 7300\n}\nObjects:  {\n';
  const result = await fbx.read(setOf('cut.fbx', strToU8(text)), context);
  expect(result).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/^[^\n]+$/), next: expect.stringContaining('Export') },
  });
});

test('an FBX older than both readers is told by its version and by what mends it', async () => {
  const text = '; FBX 6.1.0 project file\nFBXHeaderExtension:  {\n\tFBXHeaderVersion: 1003\n\tFBXVersion: 6100\n}\nObjects:  {\n}\n';
  const binary = Buffer.concat([
    Buffer.from('Kaydara FBX Binary  \0\x1a\0', 'latin1'),
    Buffer.from(Uint32Array.of(5800).buffer),
    Buffer.alloc(60),
  ]);
  for (const [bytes, version] of [
    [strToU8(text), '6.1'],
    [new Uint8Array(binary), '5.8'],
  ] as const) {
    const result = await fbx.read(setOf('old.fbx', bytes), context);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'fbx-old', message: expect.stringContaining(`FBX ${version};`), next: expect.stringContaining('GLB') },
    });
  }
});

testShared('the shoe’s archive becomes a model with its three colourways and all of its pictures', async () => {
  const files = unzipSync(sharedFile('shoe-variants-gltf.zip'));
  const { set, format } = await chooseModel(upload(files), 'shoe.zip');
  const { document, dropped } = await read(format, set);
  const found = measure(document);
  expect(found).toMatchObject({ triangles: 22700, variants: ['midnight', 'beach', 'street'] });
  expect(found.dimensions.width).toBeCloseTo(0.298, 3);
  expect([found.textures.length, found.textures.every(({ width }) => width === 1024), dropped]).toEqual([5, true, []]);
});

testShared('VRM 0 and 1 keep what they know by names, and it comes back by the new indices', async () => {
  for (const [file, version, count] of [
    ['cryptovoxels-vrm0.vrm', 0, 43],
    ['rogue-vrm1.vrm', 1, 18],
  ] as const) {
    const source = sharedFile(file);
    const imported = await read(vrm, setOf(file, source));
    expect([imported.vrm!.version, Object.keys(imported.vrm!.bones).length]).toEqual([version, count]);
    const names = new Set(
      imported.document
        .getRoot()
        .listNodes()
        .map((node) => node.getName()),
    );
    expect(Object.values(imported.vrm!.bones).filter((name) => !names.has(name))).toEqual([]);
    const again = readGlb(file, giveVrm(await writeGlb(imported.document), imported.vrm!).glb).json;
    expect(takeVrm(again)!.vrm.bones).toEqual(imported.vrm!.bones);
    const meta = version === 0 ? 'extensions.VRM.meta' : 'extensions.VRMC_vrm.meta';
    expect(memberOf(again, meta)).toEqual(memberOf(readGlb(file, source).json, meta));
  }
});

test('VRM’s expressions, springs and toon materials follow their nodes when these are reordered, and say so when they are gone', () => {
  const json: Json = {
    nodes: [{ name: 'root', children: [1, 2] }, { name: 'face', mesh: 0 }, { name: 'hair' }],
    meshes: [{ primitives: [{ attributes: {}, targets: [{}] }] }],
    materials: [
      {
        name: 'skin',
        pbrMetallicRoughness: { baseColorTexture: { index: 0 } },
        extensions: { VRMC_materials_mtoon: { shadeMultiplyTexture: { index: 0 } } },
      },
    ],
    extensions: {
      VRMC_vrm: {
        humanoid: { humanBones: { head: { node: 1 } } },
        expressions: {
          preset: { happy: { morphTargetBinds: [{ node: 1, index: 0, weight: 1 }], materialColorBinds: [{ material: 0, type: 'color' }] } },
        },
      },
      VRMC_springBone: { springs: [{ joints: [{ node: 2 }], colliderGroups: [0] }], colliderGroups: [{ colliders: [0] }] },
    },
  };
  const { vrm: kept } = takeVrm(json)!;
  const moved = {
    asset: { version: '2.0' },
    nodes: [
      { name: 'face', mesh: 0 },
      { name: 'root', children: [0] },
    ],
    meshes: json['meshes'],
    materials: json['materials'],
  };
  const { glb: made, notes } = giveVrm(glbOf(structuredClone(moved)), kept);
  const out = readGlb('made', made).json;
  expect(memberOf(out, 'extensions.VRMC_vrm.humanoid.humanBones.head.node')).toBe(0);
  expect(memberOf(out, 'extensions.VRMC_vrm.expressions.preset.happy')).toEqual({
    morphTargetBinds: [{ node: 0, index: 0, weight: 1 }],
    materialColorBinds: [{ material: 0, type: 'color' }],
  });
  expect(memberOf(out, 'extensions.VRMC_springBone.springs')).toEqual([{ joints: [], colliderGroups: [0] }]);
  expect(memberOf((out['materials'] as Json[])[0], 'extensions.VRMC_materials_mtoon.shadeMultiplyTexture.index')).toBe(0);
  expect(codes(notes)).toEqual(['vrm-reference-lost']);
});

test('a USDZ that is none, or whose parts would burst it, is refused as such', async () => {
  const { format: usdz } = await import('./usdz/index.ts');
  expect(await refusal(usdz, setOf('a.usdz', zipSync({ 'picture.png': [new Uint8Array(4), { level: 0 }] })))).toBe('usdz-unreadable');
  expect(
    await refusal(usdz, setOf('a.usdz', zipSync({ 'model.usda': [strToU8('#usda 1.0\n(\n metersPerUnit = 1\n)\n'), { level: 0 }] }))),
  ).toMatch(/nothing-drawn|usdz-unreadable/);
  const bomb = zipSync({
    'model.usda': [strToU8('#usda 1.0\n'), { level: 0 }],
    'textures/t.png': [new Uint8Array(5_000_000), { level: 9 }],
  });
  expect(await refusal(usdz, setOf('a.usdz', bomb))).toBe('archive-too-large');
});
