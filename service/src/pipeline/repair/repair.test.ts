import { expect, test } from '@jest/globals';
import type { Document, Material, Texture } from '@gltf-transform/core';
import { KHRMaterialsPBRSpecularGlossiness, KHRMaterialsVolume, type Volume } from '@gltf-transform/extensions';
import sharp, { type Sharp } from 'sharp';
import { addTriangles, triangle } from '../../../../tests/fakes/models-3d.ts';
import { pipelineOptions, type Note, type PipelineOptions } from '../contract.ts';
import { drawnBounds, measure } from '../measure/index.ts';
import { Refusal } from '../refusal.ts';
import type { Imported } from '../types.ts';
import { repair } from './index.ts';
import { rescale } from './rescale.ts';

interface Repaired {
  imported: Imported;
  scale: Awaited<ReturnType<typeof repair>>;
  codes: string[];
}

async function mend(document: Document, wish: Partial<PipelineOptions> = {}): Promise<Repaired> {
  const imported: Imported = { document, importer: 'test', repaired: [], dropped: [], warnings: [], vrm: null };
  const scale = await repair(imported, { options: pipelineOptions.parse(wish), found: measure(document), format: 'glb' });
  const notes: Note[] = [...imported.repaired, ...imported.dropped, ...imported.warnings];
  for (const { message } of notes) expect(message).toMatch(/^[A-Z].*\.$/);
  return { imported, scale, codes: notes.map(({ code }) => code) };
}

const materialOf = (document: Document): Material => document.getRoot().listMaterials()[0]!;

function textured(document: Document, image: Uint8Array, put: (material: Material, texture: Texture) => unknown): Texture {
  const texture = document.createTexture('picture').setImage(new Uint8Array(image)).setMimeType('image/png');
  put(materialOf(document), texture);
  return texture;
}

const plain = (background: string | { r: number; g: number; b: number; alpha: number }, channels: 3 | 4 = 3): Sharp =>
  sharp({ create: { width: 16, height: 16, channels, background } });
const base = (material: Material, texture: Texture): unknown => material.setBaseColorTexture(texture);

test('a size that its kind cannot have is put right by the unit that explains it, and is told of', async () => {
  const shoe = triangle(29.8);
  const { scale, codes } = await mend(shoe, { category: 'shoe' });
  expect(scale).toEqual({ category: 'shoe', verdict: 'plausible', factor: 0.01 });
  expect(codes).toContain('scale-unit');
  expect(measure(shoe).dimensions.width).toBeCloseTo(0.298, 4);
  expect((await mend(triangle(19), { category: 'ring' })).scale.factor).toBe(0.001);
  expect((await mend(triangle(0.29), { category: 'shoe' })).scale.factor).toBe(1);
  expect((await mend(triangle(1.2))).scale).toEqual({ category: null, verdict: 'plausible', factor: 1 });
});

test('where nobody says what it is, only a size that no product has is doubted, and centimetres are the first guess', async () => {
  const factor = async (size: number): Promise<number> => (await mend(triangle(size))).scale.factor;
  expect([await factor(3.2), await factor(9), await factor(0.01), await factor(180), await factor(20)]).toEqual([1, 1, 1, 0.01, 0.01]);
  expect([await factor(743), await factor(0.0004)]).toEqual([0.001, 100]);
  expect((await mend(triangle(3.2))).codes).toContain('scale-implausible');
  // what it is decides: a shoe of 30 m counts centimetres, a ring of 2 cm is one
  const known = async (size: number, category: PipelineOptions['category']): Promise<number> =>
    (await mend(triangle(size), { category })).scale.factor;
  expect([await known(30, 'shoe'), await known(0.02, 'ring'), await known(11.5, 'shoe')]).toEqual([0.01, 1, 0.0254]);
});

test('a picture that glTF does not know, which some exporters embed, becomes PNG', async () => {
  const document = triangle();
  const gif = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#336699' } })
    .gif()
    .toBuffer();
  const texture = textured(document, gif, base);
  const { codes } = await mend(document);
  expect([codes.includes('texture-converted'), (await sharp(texture.getImage()!).metadata()).format]).toEqual([true, 'png']);
});

test('a size that no unit explains is left as it is, with a warning; one that the owner gives holds', async () => {
  const odd = await mend(triangle(1e7), { category: 'shoe' });
  expect([odd.scale.verdict, odd.scale.factor, odd.codes.includes('scale-implausible')]).toEqual(['too-large', 1, true]);
  const asked = await mend(triangle(2), { category: 'shoe', scale: 0.15 });
  expect([asked.scale.verdict, asked.scale.factor, asked.codes]).toEqual(['plausible', 0.15, expect.arrayContaining(['scale-asked'])]);
});

test('scaling keeps rig, clips and volumes in proportion: what is drawn grows by the factor, no node’s scale changes', async () => {
  const document = triangle();
  const [node] = document.getRoot().listNodes();
  const buffer = document.getRoot().listBuffers()[0]!;
  const joint = document.createNode('joint').setTranslation([0, 2, 0]);
  document.getRoot().listScenes()[0]!.addChild(joint);
  const inverse = document.createAccessor().setType('MAT4').setBuffer(buffer);
  inverse.setArray(new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, -1, 0, 1]));
  node!.setSkin(document.createSkin().addJoint(joint).setInverseBindMatrices(inverse));
  const accessor = (type: 'VEC4', array: Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>): ReturnType<Document['createAccessor']> =>
    document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const [primitive] = node!.getMesh()!.listPrimitives();
  primitive!.setAttribute('JOINTS_0', accessor('VEC4', new Uint16Array(12)));
  primitive!.setAttribute('WEIGHTS_0', accessor('VEC4', new Float32Array([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])));
  const volume = document.createExtension(KHRMaterialsVolume).createVolume().setThicknessFactor(2).setAttenuationDistance(4);
  materialOf(document).setExtension('KHR_materials_volume', volume);
  const before = drawnBounds(document)!;
  expect(before).toEqual({ min: [0, 1, 0], max: [1, 2, 0] });
  await rescale(document, 0.1);
  const after = drawnBounds(document)!;
  for (const axis of [0, 1, 2] as const) {
    expect(after.min[axis]).toBeCloseTo(before.min[axis] * 0.1, 6);
    expect(after.max[axis]).toBeCloseTo(before.max[axis] * 0.1, 6);
  }
  expect(
    document
      .getRoot()
      .listNodes()
      .map((one) => one.getScale()),
  ).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  const scaled = materialOf(document).getExtension<Volume>('KHR_materials_volume')!;
  expect([scaled.getThicknessFactor(), scaled.getAttenuationDistance()]).toEqual([0.2, 0.4]);
});

test('missing normals are made, weights add up to one, and of more than four joints the strongest stay', async () => {
  const document = triangle();
  const [node] = document.getRoot().listNodes();
  const buffer = document.getRoot().listBuffers()[0]!;
  const skin = document.createSkin();
  for (let at = 0; at < 6; at++) {
    const joint = document.createNode(`joint-${at}`);
    document.getRoot().listScenes()[0]!.addChild(joint);
    skin.addJoint(joint);
  }
  node!.setSkin(skin);
  const [primitive] = node!.getMesh()!.listPrimitives();
  const put = (name: string, values: number[]): unknown =>
    primitive!.setAttribute(
      name,
      document
        .createAccessor()
        .setType('VEC4')
        .setBuffer(buffer)
        .setArray(name.startsWith('J') ? new Uint16Array(values) : new Float32Array(values)),
    );
  put('JOINTS_0', [0, 1, 2, 3, 0, 1, 2, 3, 0, 9, 2, 3]);
  put('WEIGHTS_0', [0.1, 0.1, 0.1, 0.1, 0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0]);
  put('JOINTS_1', [4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  put('WEIGHTS_1', [0.4, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const { codes } = await mend(document);
  expect(codes).toEqual(expect.arrayContaining(['weights-reduced', 'weights-normalised', 'normals-made']));
  const [made] = document.getRoot().listMeshes()[0]!.listPrimitives();
  expect(made!.getAttribute('NORMAL')!.getElement(0, [])).toEqual([0, 0, 1]);
  expect(made!.getAttribute('WEIGHTS_1')).toBeNull();
  const weights = made!.getAttribute('WEIGHTS_0')!;
  for (let at = 0; at < 3; at++) expect(weights.getElement(at, []).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  expect(made!.getAttribute('JOINTS_0')!.getElement(0, []).slice(0, 2)).toEqual([4, 5]);
  for (let at = 0; at < 3; at++) expect(Math.max(...made!.getAttribute('JOINTS_0')!.getElement(at, []))).toBeLessThan(6);
});

test('BLEND that is nowhere see-through becomes OPAQUE; what is see-through by factor, picture or vertex stays', async () => {
  const blend = (change: (document: Document) => void = () => undefined): Document => {
    const document = triangle();
    materialOf(document).setAlphaMode('BLEND');
    change(document);
    return document;
  };
  const modeOf = async (document: Document): Promise<string> => (await mend(document), materialOf(document).getAlphaMode());
  const solid = await plain('#ff0000ff', 4).png().toBuffer();
  const glass = await plain({ r: 255, g: 0, b: 0, alpha: 0.4 }, 4).png().toBuffer();
  expect(await modeOf(blend())).toBe('OPAQUE');
  expect(await modeOf(blend((document) => textured(document, solid, base)))).toBe('OPAQUE');
  expect(await modeOf(blend((document) => textured(document, glass, base)))).toBe('BLEND');
  expect(await modeOf(blend((document) => materialOf(document).setBaseColorFactor([1, 1, 1, 0.5])))).toBe('BLEND');
  const painted = blend((document) => {
    const colours = document
      .createAccessor()
      .setType('VEC4')
      .setArray(new Float32Array([1, 1, 1, 1, 1, 1, 1, 0.5, 1, 1, 1, 1]));
    document
      .getRoot()
      .listMeshes()[0]!
      .listPrimitives()[0]!
      .setAttribute('COLOR_0', colours.setBuffer(document.getRoot().listBuffers()[0]!));
  });
  expect(await modeOf(painted)).toBe('BLEND');
});

test('pictures that cannot be decoded are left out; those with too many pixels refuse the model before they are decoded', async () => {
  const broken = triangle();
  textured(broken, Buffer.from('no picture at all'), base);
  expect((await mend(broken)).codes).toContain('texture-broken');
  expect(broken.getRoot().listTextures()).toEqual([]);
  const cut = triangle();
  const noise = await sharp(Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 7919) % 251)), {
    raw: { width: 64, height: 64, channels: 3 },
  })
    .jpeg()
    .toBuffer();
  textured(cut, noise.subarray(0, noise.length - 2_000), base);
  expect((await mend(cut)).codes).toContain('texture-mended');
  expect((await sharp(cut.getRoot().listTextures()[0]!.getImage()!).metadata()).width).toBe(64);
  const huge = triangle();
  const bomb = await sharp({ create: { width: 8200, height: 8200, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  textured(huge, bomb, base);
  await expect(mend(huge)).rejects.toThrow(Refusal);
});

test('a colour picture of another colour space becomes sRGB; the same picture as data keeps its numbers', async () => {
  const cmyk = await plain('#3366cc').toColourspace('cmyk').jpeg().toBuffer();
  const document = triangle();
  textured(document, cmyk, base);
  const { codes } = await mend(document);
  expect(codes).toContain('texture-colour-space');
  const facts = await sharp(document.getRoot().listTextures()[0]!.getImage()!).metadata();
  expect([facts.space, facts.channels]).toEqual(['srgb', 3]);
  const shared = triangle();
  const texture = textured(shared, await plain('#446688').png().toBuffer(), base);
  materialOf(shared).setMetallicRoughnessTexture(texture);
  expect((await mend(shared)).codes).toContain('texture-shared');
  expect(materialOf(shared).getMetallicRoughnessTexture()).not.toBe(materialOf(shared).getBaseColorTexture());
});

test('a grey height map in the slot for normals is left out; a normal map stays', async () => {
  const grey = triangle();
  textured(grey, await plain('#808080').png().toBuffer(), (material, texture) => material.setNormalTexture(texture));
  expect((await mend(grey)).codes).toContain('normal-map-grey');
  const normal = triangle();
  textured(normal, await plain('#8080ff').png().toBuffer(), (material, texture) => material.setNormalTexture(texture));
  expect((await mend(normal)).codes).not.toContain('normal-map-grey');
  expect(materialOf(normal).getNormalTexture()).not.toBeNull();
});

test('specular and glossiness become metal and roughness, factors come back into their range', async () => {
  const document = triangle();
  const glossy = document
    .createExtension(KHRMaterialsPBRSpecularGlossiness)
    .createPBRSpecularGlossiness()
    .setGlossinessFactor(0.8)
    .setDiffuseFactor([1, 0, 0, 1]);
  materialOf(document).setExtension('KHR_materials_pbrSpecularGlossiness', glossy);
  expect((await mend(document)).codes).toContain('specular-glossiness');
  expect([
    materialOf(document).getExtension('KHR_materials_pbrSpecularGlossiness'),
    materialOf(document).getRoughnessFactor().toFixed(2),
  ]).toEqual([null, '0.20']);
  const wild = triangle();
  materialOf(wild).setMetallicFactor(7).setBaseColorFactor([2, -1, 0.5, 1]);
  expect((await mend(wild)).codes).toContain('factor-range');
  expect([materialOf(wild).getMetallicFactor(), materialOf(wild).getBaseColorFactor()]).toEqual([1, [1, 0, 0.5, 1]]);
});

test('open cloth is drawn from both sides, closed bodies and other kinds are not', async () => {
  const sheet = triangle();
  expect((await mend(sheet, { category: 'garment' })).codes).toContain('double-sided');
  expect(materialOf(sheet).getDoubleSided()).toBe(true);
  const closed = triangle();
  const solid = addTriangles(
    closed,
    [0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1],
    materialOf(closed),
  );
  closed.getRoot().listNodes()[0]!.setMesh(solid);
  closed.getRoot().listMeshes()[0]!.dispose();
  expect((await mend(closed, { category: 'garment' })).codes).not.toContain('double-sided');
  expect((await mend(triangle(), { category: 'shoe' })).codes).toContain('double-sided');
  expect((await mend(triangle(0.05), { category: 'ring' })).codes).not.toContain('double-sided');
});
