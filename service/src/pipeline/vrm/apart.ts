import { turningNode } from '../avatar/front.ts';
import { readGlb } from '../scan/glb.ts';
import { withJson } from './give.ts';

/**
 * The file for programs that read VRM 0, from a GLB whose body was turned to face +Z: turned back. One file cannot face right for both: VRM 0 means a body that
 * faces −Z, and its readers turn what they read (three-vrm's `rotateVRM0` sets the scene's rotation to half a turn), while viewers of glTF show it as it stands.
 */
export function turnedBack(glb: Uint8Array): Uint8Array {
  const { json } = readGlb('the model', glb);
  const scenes = (json['scenes'] as { nodes?: number[] }[] | undefined) ?? [];
  const nodes = (json['nodes'] as Record<string, unknown>[] | undefined) ?? [];
  const roots = scenes.flatMap((scene) => scene.nodes ?? []).map((index) => nodes[index]);
  const turning = roots.find((node) => node?.['name'] === turningNode);
  if (!turning) throw new Error('The node that turned the avatar is no longer at the top of its scene.');
  delete turning['rotation'];
  return withJson(glb, json);
}
