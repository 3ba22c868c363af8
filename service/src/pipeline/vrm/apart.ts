import { turningNode } from '../avatar/front.ts';
import type { Note } from '../contract.ts';
import { readGlb } from '../scan/glb.ts';
import type { VrmData } from '../types.ts';
import { giveVrm, withJson } from './give.ts';

/**
 * The file for programs that read VRM 0, from a GLB whose body was turned to face +Z: turned back, and with VRM's data. One file cannot serve both: VRM 0 means
 * a body that faces −Z, and its readers turn what bears its mark (three-vrm's `rotateVRM0` sets the scene's rotation to half a turn), while viewers of
 * glTF know nothing of it and show the back.
 */
export function vrmApart(glb: Uint8Array, vrm: VrmData): { glb: Uint8Array; notes: Note[] } {
  const { json } = readGlb('the model', glb);
  const scenes = (json['scenes'] as { nodes?: number[] }[] | undefined) ?? [];
  const nodes = (json['nodes'] as Record<string, unknown>[] | undefined) ?? [];
  const roots = scenes.flatMap((scene) => scene.nodes ?? []).map((index) => nodes[index]);
  const turning = roots.find((node) => node?.['name'] === turningNode);
  if (!turning) throw new Error('The node that turned the avatar is no longer at the top of its scene.');
  delete turning['rotation'];
  return giveVrm(withJson(glb, json), vrm);
}
