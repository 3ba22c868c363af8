import type { Document } from '@gltf-transform/core';
import type { Note } from '../contract.ts';
import type { VrmData } from '../types.ts';
import { giveVrm } from '../vrm/give.ts';
import { apart } from './apart.ts';
import { isLarge } from './count.ts';
import { encoders, type Encoder } from './encoders.ts';
import { writeGlb } from './io.ts';
import { isStatic } from './tidy.ts';

export interface Packed {
  glb: Uint8Array;
  encoder: Encoder;
  notes: Note[];
}

/** Makes the GLB of a document small; that of a large one in a thread of its own, so that the encoder's memory goes with the thread. */
export const pack = (encoder: Encoder, document: Document, glb: Uint8Array): Promise<Uint8Array> =>
  isLarge(document) ? apart({ kind: 'pack', encoder, glb }) : encoders[encoder](glb);

/** The smaller of meshopt and (for what does not move) Draco; VRM's data are given back to what comes out. */
export async function packSmaller(document: Document, vrm: VrmData | null): Promise<Packed> {
  const glb = await writeGlb(document);
  const meshopt = await pack('meshopt', document, glb);
  if (vrm) return { ...giveVrm(meshopt, vrm), encoder: 'meshopt' };
  if (!isStatic(document)) return { glb: meshopt, encoder: 'meshopt', notes: [] };
  const draco = await pack('draco', document, glb);
  return draco.byteLength < meshopt.byteLength
    ? { glb: draco, encoder: 'draco', notes: [] }
    : { glb: meshopt, encoder: 'meshopt', notes: [] };
}
