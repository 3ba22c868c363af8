import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from '@jest/globals';
import { Document, NodeIO, type Material, type Mesh } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
export { glbOf, word } from './glb-bytes.ts';
import type { FileSet, StageContext } from '../../service/src/pipeline/types.ts';

export const sharedModels = path.resolve(import.meta.dirname, '../../../shared/models');

/** A test that reads ../shared/models; without them it is skipped with that reason in its name. */
export const testShared = (name: string, work: () => Promise<void>, timeout?: number): void =>
  (existsSync(sharedModels) ? test : test.skip)(`${name} (needs ../shared)`, work, timeout);

export const sharedFile = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(sharedModels, name)));

export const context: StageContext = { signal: new AbortController().signal, progress: () => undefined };

export const setOf = (main: string, bytes: Uint8Array, more: Record<string, Uint8Array> = {}): FileSet => ({
  main,
  files: new Map([[main, bytes], ...Object.entries(more)]),
});

/** Triangles in a document, as a mesh with a material. */
export function addTriangles(document: Document, positions: readonly number[], material: Material | null = null): Mesh {
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const accessor = document.createAccessor().setType('VEC3').setArray(new Float32Array(positions)).setBuffer(buffer);
  return document.createMesh('mesh').addPrimitive(document.createPrimitive().setAttribute('POSITION', accessor).setMaterial(material));
}

/** A document that shows one triangle a metre wide, as a node “thing” with a material “cloth”. */
export function triangle(size = 1): Document {
  const document = new Document();
  const mesh = addTriangles(document, [0, 0, 0, size, 0, 0, 0, size, 0], document.createMaterial('cloth').setMetallicFactor(0));
  document.getRoot().setDefaultScene(document.createScene('scene').addChild(document.createNode('thing').setMesh(mesh)));
  return document;
}

export const writeGlb = (document: Document): Promise<Uint8Array> => new NodeIO().registerExtensions(ALL_EXTENSIONS).writeBinary(document);
