import { expect, test } from '@jest/globals';
import { EXTMeshoptCompression, KHRDracoMeshCompression } from '@gltf-transform/extensions';
import { addTriangles, context, setOf } from '../../../../tests/fakes/models-3d.ts';
import { Document, type Extension } from '@gltf-transform/core';
import { format as glb } from '../formats/glb/index.ts';
import { glbIo, writeGlb } from '../optimise/io.ts';
import { packMeshopt } from '../optimise/meshopt.ts';
import { readGlb } from '../scan/glb.ts';

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
