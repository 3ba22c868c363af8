import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { addTriangles, context, glbOf, setOf, triangle, writeGlb } from '../../../../tests/fakes/models-3d.ts';
import { format } from '../formats/vrm/index.ts';
import { prepare } from '../optimise/prepare.ts';
import { readGlb, type Json } from '../scan/glb.ts';
import type { Imported } from '../types.ts';
import { giveVrm } from './give.ts';
import { namedNodes } from './named.ts';
import { memberOf } from './take.ts';

const plain = (background: string, edge: number): Promise<Buffer> =>
  sharp({ create: { width: edge, height: edge, channels: 3, background } })
    .png()
    .toBuffer();

/** A body of two triangles, “skin” and “hair”, whose pictures are, in order: the skin's own, a shade, a rim, a thumbnail. */
async function avatar(write: (json: Json) => void): Promise<Uint8Array> {
  const document = triangle();
  const hair = addTriangles(document, [0, 1, 0, 1, 1, 0, 0, 2, 0], document.createMaterial('hair').setMetallicFactor(0));
  document.getRoot().listMaterials()[0]!.setName('skin');
  document.getRoot().listScenes()[0]!.addChild(document.createNode('head').setMesh(hair));
  const { json, bin } = readGlb('body', await writeGlb(document));
  const pictures = await Promise.all([plain('#ff0000', 8), plain('#00ff00', 1500), plain('#0000ff', 8), plain('#ffff00', 600)]);
  json['images'] = pictures.map((bytes) => ({ uri: `data:image/png;base64,${bytes.toString('base64')}` }));
  json['textures'] = pictures.map((_, source) => ({ source }));
  const [skin] = json['materials'] as Json[];
  (skin!['pbrMetallicRoughness'] as Json)['baseColorTexture'] = { index: 0 };
  write(json);
  return glbOf(json, bin ?? undefined);
}

async function read(bytes: Uint8Array): Promise<Imported> {
  const set = setOf('avatar.vrm', bytes);
  expect(format.recognises(set)).toBe(true);
  const result = await format.read(set, context);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** The imported avatar as the optimiser writes it, but for its packing. */
async function written({ document, vrm }: Imported) {
  const copy = await prepare(document, { keep: namedNodes(vrm), error: 0 });
  const { glb, notes } = giveVrm(await writeGlb(copy), vrm!);
  return { ...readGlb('made', glb), notes };
}

/** Size and colour of the picture behind a texture or an image. */
async function seen({ json, bin }: { json: Json; bin: Uint8Array | null }, path: string, kind: 'texture' | 'image'): Promise<unknown> {
  const index = memberOf(json, path) as number;
  const texture = (json['textures'] as Json[])[index];
  const source = memberOf(texture, 'extensions.EXT_texture_webp.source') ?? texture?.['source'];
  const image = (json['images'] as Json[])[kind === 'image' ? index : (source as number)]!;
  const view = (json['bufferViews'] as Json[])[image['bufferView'] as number]!;
  const start = (view['byteOffset'] as number | undefined) ?? 0;
  const { data, info } = await sharp(bin!.subarray(start, start + (view['byteLength'] as number)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [info.width, [...data.subarray(0, 3)].map((value) => Math.round(value / 64))];
}

test('a toon shader’s own pictures and the thumbnail stay in a VRM 1, no larger than their use bears', async () => {
  const bytes = await avatar((json) => {
    json['extensionsUsed'] = ['VRMC_vrm', 'VRMC_materials_mtoon'];
    json['extensions'] = { VRMC_vrm: { specVersion: '1.0', meta: { thumbnailImage: 3 }, humanoid: { humanBones: { head: { node: 1 } } } } };
    const toon = { specVersion: '1.0', shadeColorFactor: [1, 0, 0], shadeMultiplyTexture: { index: 1 }, rimMultiplyTexture: { index: 2 } };
    (json['materials'] as Json[])[0]!['extensions'] = { VRMC_materials_mtoon: { ...toon, matcapTexture: { index: 0 } } };
  });
  const made = await written(await read(bytes));
  const skin = (made.json['materials'] as Json[]).findIndex(({ name }) => name === 'skin');
  const toon = `materials.${skin}.extensions.VRMC_materials_mtoon`;
  expect(await seen(made, `${toon}.shadeMultiplyTexture.index`, 'texture')).toEqual([1024, [0, 4, 0]]);
  expect(await seen(made, `${toon}.rimMultiplyTexture.index`, 'texture')).toEqual([8, [0, 0, 4]]);
  expect(await seen(made, 'extensions.VRMC_vrm.meta.thumbnailImage', 'image')).toEqual([256, [4, 4, 0]]);
  // what glTF shows too is not stored twice
  expect(memberOf(made.json, `${toon}.matcapTexture.index`)).toBe(
    memberOf(made.json, `materials.${skin}.pbrMetallicRoughness.baseColorTexture.index`),
  );
  expect([(made.json['images'] as Json[]).length, made.notes, memberOf(made.json, `${toon}.shadeColorFactor`)]).toEqual([4, [], [1, 0, 0]]);
  // what was written is read again: lists, views and chunk lengths fit together
  const again = await read(glbOf(made.json, made.bin ?? undefined));
  expect([again.document.getRoot().listTextures().length, Object.keys(again.vrm!.pictures!).length]).toEqual([4, 3]);
});

test('VRM 0 keeps each material’s toon data beside it when materials are reordered or new ones come', async () => {
  const bytes = await avatar((json) => {
    json['extensionsUsed'] = ['VRM'];
    const toon = (name: string, shade: number) => ({ name, shader: 'VRM/MToon', textureProperties: { _MainTex: 0, _ShadeTexture: shade } });
    const humanBones = [{ bone: 'head', node: 1 }];
    json['extensions'] = {
      VRM: { meta: { texture: 3 }, humanoid: { humanBones }, materialProperties: [toon('skin', 1), toon('hair', 2)] },
    };
  });
  const imported = await read(bytes);
  const root = imported.document.getRoot();
  const [skin, hair] = root.listMaterials();
  skin!.dispose();
  root.listMeshes()[0]!.listPrimitives()[0]!.setMaterial(imported.document.createMaterial('coat'));
  expect(root.listMaterials().map((material) => material.getName())).toEqual([hair!.getName(), 'coat']);
  const made = await written(imported);
  const properties = memberOf(made.json, 'extensions.VRM.materialProperties') as Json[];
  const names = (made.json['materials'] as Json[]).map(({ name }) => name);
  expect(properties.map(({ name, shader }) => [name, shader])).toEqual(
    names.map((name) => [name, name === 'hair' ? 'VRM/MToon' : 'VRM_USE_GLTFSHADER']),
  );
  const place = `extensions.VRM.materialProperties.${names.indexOf('hair')}.textureProperties`;
  expect(await seen(made, `${place}._ShadeTexture`, 'texture')).toEqual([8, [0, 0, 4]]);
  expect(await seen(made, 'extensions.VRM.meta.texture', 'texture')).toEqual([256, [4, 4, 0]]);
});

test('a thumbnail that cannot be decoded is left away, and the report says so', async () => {
  const bytes = await avatar((json) => {
    json['extensionsUsed'] = ['VRMC_vrm'];
    json['extensions'] = { VRMC_vrm: { specVersion: '1.0', meta: { thumbnailImage: 3 }, humanoid: { humanBones: { head: { node: 1 } } } } };
    const image = (json['images'] as Json[])[3]!;
    const [head, body] = (image['uri'] as string).split(',') as [string, string];
    image['uri'] = `${head},${Buffer.from(body, 'base64').subarray(0, 40).toString('base64')}`;
  });
  const imported = await read(bytes);
  expect(imported.dropped.filter(({ code }) => code === 'avatar-picture-unreadable')).toEqual([
    expect.objectContaining({ where: 'image 3', message: expect.stringContaining('left away') }),
  ]);
  const { json } = await written(imported);
  expect(memberOf(json, 'extensions.VRMC_vrm.meta.thumbnailImage')).toBeUndefined();
});
