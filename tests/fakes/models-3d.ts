import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from '@jest/globals';
import { Document, NodeIO, type Material, type Mesh } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
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

/** A GLB out of any JSON and binary chunk, right or wrong. */
export function glbOf(json: unknown, bin: Uint8Array = new Uint8Array()): Uint8Array {
  const text = Buffer.from(JSON.stringify(json));
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
  const chunk = bin.length > 0 ? Buffer.concat([word(bin.length), word(0x004e4942), bin]) : Buffer.alloc(0);
  const body = Buffer.concat([word(padded.length), word(0x4e4f534a), padded, chunk]);
  return new Uint8Array(Buffer.concat([word(0x46546c67), word(2), word(12 + body.length), body]));
}

export const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
