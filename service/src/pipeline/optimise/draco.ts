import type { Document } from '@gltf-transform/core';
import { cloneDocument, draco } from '@gltf-transform/functions';
import { compactGlb } from './compact.ts';
import { glbIo } from './io.ts';

/** Draco (KHR_draco_mesh_compression), for models in which nothing moves. */
export async function packDraco(document: Document): Promise<Uint8Array> {
  const copy = cloneDocument(document);
  await copy.transform(
    draco({ quantizePosition: 13, quantizeNormal: 8, quantizeTexcoord: 12, quantizeColor: 8, encodeSpeed: 0, decodeSpeed: 5 }),
  );
  return compactGlb(await (await glbIo()).writeBinary(copy));
}
