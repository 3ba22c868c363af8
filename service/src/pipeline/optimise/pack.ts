import type { Document } from '@gltf-transform/core';
import type { Note } from '../contract.ts';
import type { VrmData } from '../types.ts';
import { giveVrm } from '../vrm/give.ts';
import { packApart } from './apart.ts';
import { writeGlb } from './io.ts';
import { encoders, type Encoder } from './encoders.ts';
import { isStatic } from './prepare.ts';

export interface Packed {
  glb: Uint8Array;
  encoder: Encoder;
  notes: Note[];
}

/** From so many bytes on, an encoder's memory is worth a thread of its own, with which it goes. */
const large = 8 * 1024 * 1024;

const pack = (encoder: Encoder, glb: Uint8Array): Promise<Uint8Array> =>
  glb.byteLength < large ? encoders[encoder](glb) : packApart(encoder, glb);

/** The smaller of meshopt and (for what does not move) Draco; VRM's data are given back to what comes out. */
export async function packSmaller(document: Document, vrm: VrmData | null): Promise<Packed> {
  const glb = await writeGlb(document);
  const meshopt = await pack('meshopt', glb);
  if (vrm) return { ...giveVrm(meshopt, vrm), encoder: 'meshopt' };
  if (!isStatic(document)) return { glb: meshopt, encoder: 'meshopt', notes: [] };
  const draco = await pack('draco', glb);
  return draco.byteLength < meshopt.byteLength
    ? { glb: draco, encoder: 'draco', notes: [] }
    : { glb: meshopt, encoder: 'meshopt', notes: [] };
}
