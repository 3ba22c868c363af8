import { Logger, type Document, type Node } from '@gltf-transform/core';
import { cloneDocument, dedup, flatten, join, prune, resample, simplify, weld } from '@gltf-transform/functions';
import { MeshoptSimplifier } from 'meshoptimizer';

/** How a document is prepared. */
export interface Preparation {
  /** nodes whose names must be found again: VRM's bones and whatever else its data name. */
  keep: ReadonlySet<string>;
  /** the most that a surface may move, as a part of the mesh's size; 0: triangles stay as they are. */
  error: number;
  /** the part of the triangles to aim at within that error; 0: as few as it allows. */
  ratio?: number;
}

/** Nodes that something besides the scene speaks of: animations, skins, VRM, lights and cameras. */
function spokenOf(document: Document, keep: ReadonlySet<string>): Set<Node> {
  const root = document.getRoot();
  const spoken = new Set<Node>(
    root.listNodes().filter((node) => keep.has(node.getName()) || node.listExtensions().length > 0 || node.getCamera()),
  );
  for (const skin of root.listSkins()) for (const joint of skin.listJoints()) spoken.add(joint);
  for (const animation of root.listAnimations())
    for (const channel of animation.listChannels()) {
      const target = channel.getTargetNode();
      if (target) spoken.add(target);
    }
  return spoken;
}

/** Whether nothing in it moves: no skins, clips or morphs. Then its nodes may be merged. */
export function isStatic(document: Document): boolean {
  const root = document.getRoot();
  const morphs = root.listMeshes().some((mesh) => mesh.listPrimitives().some((primitive) => primitive.listTargets().length > 0));
  return !morphs && root.listSkins().length === 0 && root.listAnimations().length === 0;
}

/**
 * A copy of the document with nothing in it twice, nothing unused, vertices shared and surfaces as plain as the error allows.
 * The document itself is left as it is. (The recipe: dedup, prune, weld, simplify, resample.)
 */
export async function tidy(document: Document, { keep, error, ratio = 0 }: Preparation): Promise<Document> {
  await MeshoptSimplifier.ready;
  const copy = cloneDocument(document).setLogger(new Logger(Logger.Verbosity.SILENT));
  const still = isStatic(copy) && keep.size === 0;
  // VRM's data know materials by their names and paint with their textures: none of these is merged or made a plain colour
  const avatar = keep.size > 0;
  const pruned = prune({ keepLeaves: !still, keepAttributes: false, keepSolidTextures: avatar });
  const single = dedup({ keepUniqueNames: avatar });
  await copy.transform(single, pruned);
  if (still) await copy.transform(flatten(), join({ keepNamed: false }));
  await copy.transform(weld());
  if (error > 0) await copy.transform(simplify({ simplifier: MeshoptSimplifier, ratio, error }));
  await copy.transform(resample());
  for (const animation of copy.getRoot().listAnimations()) {
    if (animation.listChannels().length > 0) continue;
    // a disposed animation leaves its samplers, and their data, alive
    for (const sampler of animation.listSamplers()) sampler.dispose();
    animation.dispose();
  }
  await copy.transform(single, pruned);
  const spoken = spokenOf(copy, keep);
  for (const node of copy.getRoot().listNodes()) if (node.getMesh() && !spoken.has(node)) node.setName('');
  return copy;
}
