import type { Document } from '@gltf-transform/core';
import type { Note } from '../contract.ts';
import type { VrmData } from '../types.ts';
import { giveVrm } from '../vrm/give.ts';
import { packDraco } from './draco.ts';
import { writeGlb } from './io.ts';
import { packMeshopt } from './meshopt.ts';
import { isStatic } from './prepare.ts';

export interface Packed {
  glb: Uint8Array;
  encoder: 'meshopt' | 'draco';
  notes: Note[];
}

/** The smaller of meshopt and (for what does not move) Draco; VRM's data are given back to what comes out. */
export async function packSmaller(document: Document, vrm: VrmData | null): Promise<Packed> {
  const meshopt = await packMeshopt(await writeGlb(document));
  if (vrm) return { ...giveVrm(meshopt, vrm), encoder: 'meshopt' };
  if (!isStatic(document)) return { glb: meshopt, encoder: 'meshopt', notes: [] };
  const draco = await packDraco(document);
  return draco.byteLength < meshopt.byteLength
    ? { glb: draco, encoder: 'draco', notes: [] }
    : { glb: meshopt, encoder: 'meshopt', notes: [] };
}
