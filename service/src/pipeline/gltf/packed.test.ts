import { expect, test } from '@jest/globals';
import { EXTMeshoptCompression, KHRDracoMeshCompression } from '@gltf-transform/extensions';
import { addTriangles, context, glbOf, setOf, triangle } from '../../../../tests/fakes/models-3d.ts';
import { Document, type Extension } from '@gltf-transform/core';
import { format as glb } from '../formats/glb/index.ts';
import { glbIo, writeGlb } from '../optimise/io.ts';
import { packMeshopt } from '../optimise/meshopt.ts';
import { readGlb, type Json } from '../scan/glb.ts';

/** A moving grid of 200 triangles, written packed. */
async function packed(extension: new (document: Document) => Extension): Promise<Uint8Array> {
  const document = new Document();
  const positions = Array.from({ length: 200 }, (_, index) => [index, 0, 0, index + 1, 0, 0, index, 1, 0]).flat();
  const mesh = addTriangles(document, positions, document.createMaterial('cloth').setMetallicFactor(0));
  const [primitive] = mesh.listPrimitives();
  const indices = document
    .createAccessor()
    .setType('SCALAR')
    .setArray(Uint16Array.from({ length: 600 }, (_, index) => index));
  primitive!.setIndices(indices.setBuffer(document.getRoot().listBuffers()[0]!));
  document.getRoot().setDefaultScene(document.createScene('scene').addChild(document.createNode('thing').setMesh(mesh)));
  document.createExtension(extension).setRequired(true);
  return (await glbIo()).writeBinary(document);
}

test.each([KHRDracoMeshCompression, EXTMeshoptCompression])('a file packed with %p can be packed anew', async (extension) => {
  const bytes = await packed(extension);
  expect(readGlb('packed', bytes).json['extensionsRequired']).toContain(extension.EXTENSION_NAME);
  const result = await glb.read(setOf('packed.glb', bytes), context);
  if (!result.ok) throw new Error(result.error.message);
  const plain = await writeGlb(result.value.document);
  expect(readGlb('plain', plain).json['extensionsUsed'] ?? []).not.toContain(extension.EXTENSION_NAME);
  const again = await glb.read(setOf('again.glb', await packMeshopt(plain)), context);
  expect(again.ok && again.value.document.getRoot().listMeshes().length).toBe(1);
});

test('a file with several buffers, or with accessors that have none, can be written as GLB', async () => {
  const { json, bin } = readGlb('triangle', await writeGlb(triangle()));
  (json['accessors'] as Json[]).push({ type: 'VEC3', componentType: 5126, count: 3 });
  const [primitive] = (json['meshes'] as { primitives: Json[] }[])[0]!.primitives;
  primitive!['targets'] = [{ POSITION: 1 }];
  const result = await glb.read(setOf('zeros.glb', glbOf(json, bin ?? undefined)), context);
  if (!result.ok) throw new Error(result.error.message);
  const again = await glb.read(setOf('again.glb', await writeGlb(result.value.document)), context);
  expect(again.ok && again.value.document.getRoot().listBuffers().length).toBe(1);
});
