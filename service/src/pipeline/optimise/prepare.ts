import type { Document } from '@gltf-transform/core';
import { apart } from './apart.ts';
import { isLarge } from './count.ts';
import { glbIo, writeGlb } from './io.ts';
import { tidy, type Preparation } from './tidy.ts';

/** A prepared copy of the document (see {@link tidy}). A large one is made in a thread of its own, so that the memory for it goes with the thread. */
export async function prepare(document: Document, wish: Preparation): Promise<Document> {
  if (!isLarge(document)) return tidy(document, wish);
  const glb = await apart({ kind: 'prepare', glb: await writeGlb(document), wish });
  return (await glbIo()).readBinary(glb as Uint8Array<ArrayBuffer>);
}
