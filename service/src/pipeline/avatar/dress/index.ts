import type { Document, Mesh, Node } from '@gltf-transform/core';
import { cloneDocument, mergeDocuments, prune, unpartition } from '@gltf-transform/functions';
import type { Note } from '../../contract.ts';
import type { Imported } from '../../types.ts';
import { fail, ok, type Failure, type Result } from '../../../kernel/result.ts';
import { afterTurning, turnToFront } from '../front.ts';
import { movingJoints } from '../skin.ts';
import { findHumanoid, placeOf, type Humanoid } from '../humanoid.ts';
import { readAvatar, type AvatarReading } from '../index.ts';
import { addClips } from '../retarget.ts';
import { attach, type Worn } from './attach.ts';
import { fitGarment } from './fit.ts';
import { coveredBy, removeHidden, tuckIn, withinRim } from './mask.ts';
import { bindJoints, carriers, rebind } from './rebind.ts';
import { surfaceOf } from './surface.ts';
import { wear } from './transfer.ts';

export interface DressWish {
  avatar: Imported;
  garments: readonly Imported[];
  /** the owner's own bones of the avatar, bone → node name. */
  map?: Record<string, string> | null;
  signal: AbortSignal;
  progress(part: number): void;
}

/** An avatar with its clothes on, four clips added. */
export interface Dressed {
  document: Document;
  vrm: Imported['vrm'];
  repaired: Note[];
  dropped: Note[];
  warnings: Note[];
  /** what was measured of each garment, in the order given. */
  garments: Fitting[];
}

export interface Fitting {
  /** by its own skeleton, or by the body's nearest weights. */
  by: 'skeleton' | 'body';
  vertices: number;
  /** joints of the garment that the avatar has not. */
  missingBones: string[];
  /** triangles of the avatar that it hides, taken away. */
  hidden: number;
}

/**
 * Puts garments on an avatar: those with a skeleton by their bones, others by the weights of the body below them; takes away what they hide of
 * the body, and adds the clips. What the avatar's own terms forbid is refused. Neither input is changed.
 */
export async function dress(wish: DressWish): Promise<Result<Dressed, Failure>> {
  const document = cloneDocument(wish.avatar.document);
  const reading = readAvatar({ document, vrm: wish.avatar.vrm }, { map: wish.map ?? null });
  const refused = refusal(reading, wish.garments);
  if (refused || !reading) return fail(refused ?? noBody);
  const dressed: Dressed = { document, vrm: wish.avatar.vrm, repaired: [], dropped: [], warnings: [...reading.notes], garments: [] };
  const turned = turnToFront(document, reading.humanoid);
  if (turned) {
    dressed.repaired.push(turned);
    dressed.vrm = dressed.vrm && afterTurning(dressed.vrm);
  }
  for (const [index, garment] of wish.garments.entries()) {
    wish.signal.throwIfAborted();
    const failed = await putOn(dressed, reading.humanoid, garment);
    if (failed) return fail(failed);
    wish.progress((index + 1) / (wish.garments.length + 1));
  }
  addClips(document, reading.humanoid);
  await document.transform(prune({ keepLeaves: true, keepAttributes: true }), unpartition());
  wish.progress(1);
  return ok(dressed);
}

const noBody: Failure = {
  code: 'avatar-no-skeleton',
  message: 'The avatar has no skeleton of a body that could be found.',
  next: 'Export it with its armature and skin, or name its bones yourself (hips, spine, head, upper and lower arms and legs, hands, feet).',
};

function refusal(reading: AvatarReading | null, garments: readonly Imported[]): Failure | null {
  if (!reading) return noBody;
  if (!reading.publish.ok) return reading.publish.error;
  if (!reading.change.ok) return reading.change.error;
  const { missing } = reading.facts;
  if (missing.length > 0) {
    const message = `The avatar’s skeleton lacks ${missing.join(', ')}, or they were not recognised.`;
    return {
      code: 'avatar-bones-missing',
      message,
      next: 'Name the bones yourself (bone → node), or export the avatar with a whole skeleton.',
    };
  }
  for (const garment of garments) {
    const terms = garment.vrm && readAvatar(garment);
    if (terms && !terms.publish.ok) return terms.publish.error;
    if (terms && !terms.change.ok) return terms.change.error;
  }
  return null;
}

/** Puts on one garment. The answer is why it cannot be. */
async function putOn(dressed: Dressed, humanoid: Humanoid, source: Imported): Promise<Failure | null> {
  const { document } = dressed;
  const garment = cloneDocument(source.document);
  for (const clip of garment.getRoot().listAnimations())
    for (const part of [...clip.listSamplers(), ...clip.listChannels(), clip]) part.dispose();
  const own = findHumanoid(garment, { vrm: source.vrm });
  const turned = turnToFront(garment, own);
  if (turned) dressed.repaired.push({ ...turned, message: turned.message.replace('avatar', 'garment') });
  if (
    !garment
      .getRoot()
      .listNodes()
      .some((node) => node.getMesh())
  )
    return nothingToWear;
  const { worn, fitting } = cut(dressed, humanoid, { document: garment, own });
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0]!;
  const under = surfaceOf(skinned(document));
  const moved = mergeDocuments(document, garment);
  for (const other of document.getRoot().listScenes()) if (other !== scene) other.dispose();
  const nodes = worn.map((one) => attach(document, { ...one, mesh: moved.get(one.mesh) as Mesh }));
  for (const node of garment.getRoot().listNodes()) moved.get(node)?.dispose();
  const height = heightOf(humanoid);
  const covers = coveredBy(surfaceOf(nodes), under, height);
  const hidden = withinRim(covers, under, height);
  tuckIn(document, under, covers);
  dressed.garments.push({ ...fitting, hidden: removeHidden(document, under, hidden) });
  return null;
}

const nothingToWear: Failure = {
  code: 'garment-empty',
  message: 'The garment holds no surface.',
  next: 'Export it again with its meshes selected.',
};

const skinned = (document: Document): Node[] =>
  document
    .getRoot()
    .listNodes()
    .filter((node) => node.getMesh() && node.getSkin());

/** From the floor to the head's joint. */
const heightOf = ({ bones }: Humanoid): number => placeOf(bones.get('head')!).y - Math.min(0, placeOf(bones.get('leftFoot')!).y);

/** Cuts a garment to the avatar: each of its meshes with places and weights on the avatar's joints. */
function cut(
  dressed: Dressed,
  humanoid: Humanoid,
  { document, own }: { document: Document; own: Humanoid },
): { worn: Worn[]; fitting: Omit<Fitting, 'hidden'> } {
  const meshes = document
    .getRoot()
    .listNodes()
    .filter((node) => node.getMesh());
  const joints = document
    .getRoot()
    .listSkins()
    .flatMap((skin) => skin.listJoints());
  const moving = new Set(meshes.flatMap((node) => [...movingJoints(node)]));
  const binding = bindJoints({ joints, moving }, own, { humanoid, nodes: dressed.document.getRoot().listNodes() });
  const vertices = (worn: readonly Worn[]): number =>
    worn.flatMap((one) => one.drawn).reduce((sum, { weights }) => sum + weights.length, 0);
  if (joints.length > 0 && binding.missing.length < moving.size) {
    const carry = carriers(own, humanoid);
    const worn = meshes.map((node) => rebind(node, binding, { garment: own, carry }));
    noteMissing(dressed, binding.missing);
    return { worn, fitting: { by: 'skeleton', vertices: vertices(worn), missingBones: binding.missing } };
  }
  const surface = surfaceOf(meshes);
  const body = surfaceOf(skinned(dressed.document));
  const fitted = fitGarment(surface, body, humanoid, own);
  if (fitted) dressed.warnings.push(fitted);
  const worn = wear(surface, body, heightOf(humanoid));
  return { worn, fitting: { by: 'body', vertices: vertices(worn), missingBones: binding.missing } };
}

function noteMissing(dressed: Dressed, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const message = `The avatar has no joint for ${missing.length} of the garment’s; what hangs on them moves with the joint above.`;
  dressed.warnings.push({ code: 'garment-joints-missing', message, where: missing.slice(0, 5).join(', ') });
}
