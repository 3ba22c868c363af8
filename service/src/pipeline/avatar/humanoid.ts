import type { Document, Node } from '@gltf-transform/core';
import { Vector3 } from 'three';
import type { Note } from '../contract.ts';
import type { VrmData } from '../types.ts';
import { isBodyBone, parentAmong, requiredBones, type BodyBone } from './bones.ts';
import { readBoneName, type LimbPart } from './names.ts';

/** A skeleton whose bones are known by what they are. */
export interface Humanoid {
  bones: Map<BodyBone, Node>;
  /** required bones that were not found, and why a skeleton was not believed. */
  missing: BodyBone[];
  notes: Note[];
}

export interface HumanoidOptions {
  vrm?: VrmData | null;
  /** the owner's own map, bone → node name: it wins over what is found. */
  map?: Record<string, string> | null;
}

/** Finds the humanoid bones: the owner's map first, then the VRM's, then what the nodes' names and their order say. */
export function findHumanoid(document: Document, options: HumanoidOptions = {}): Humanoid {
  const byName = new Map<string, Node>();
  for (const node of document.getRoot().listNodes()) if (!byName.has(node.getName())) byName.set(node.getName(), node);
  const bones = options.vrm ? new Map<BodyBone, Node>() : guess(document);
  const notes: Note[] = [];
  for (const map of [options.vrm?.bones, options.map]) {
    for (const [bone, name] of Object.entries(map ?? {})) {
      const node = byName.get(name);
      if (!isBodyBone(bone)) continue;
      if (node) bones.set(bone, node);
      else notes.push({ code: 'bone-node-missing', message: `${bone} is mapped to a node that the model does not have.`, where: name });
    }
  }
  const wrong = disorder(bones);
  if (wrong) notes.push({ code: 'skeleton-implausible', message: wrong, where: null });
  return { bones, missing: requiredBones.filter((bone) => !bones.has(bone)), notes };
}

const ancestors = (node: Node): Node[] => {
  const line: Node[] = [];
  for (let at: Node | null = node; at; at = at.getParentNode()) line.push(at);
  return line;
};

/** Joints and what they hang on; without any skin, every node that draws nothing. */
function candidates(document: Document): Node[] {
  const root = document.getRoot();
  const joints = new Set(root.listSkins().flatMap((skin) => skin.listJoints()));
  if (joints.size === 0) return root.listNodes().filter((node) => !node.getMesh());
  return root.listNodes().filter((node) => [...joints].some((joint) => ancestors(joint).includes(node)));
}

type Found = Map<string, Node[]>;

function guess(document: Document): Map<BodyBone, Node> {
  const found: Found = new Map();
  const note = (key: string, node: Node): void => void found.set(key, [...(found.get(key) ?? []), node]);
  for (const node of candidates(document)) {
    const spoken = readBoneName(node.getName());
    if (spoken) note(`${spoken.side ?? ''}${spoken.part}`, node);
  }
  const bones = new Map<BodyBone, Node>();
  for (const side of ['left', 'right'] as const) for (const limb of ['Arm', 'Leg'] as const) placeLimb(bones, found, { side, limb });
  placeTrunk(bones, found);
  return bones;
}

const ends = { Arm: ['Shoulder', 'Hand', null], Leg: [null, 'Foot', 'Toes'] } as const;

/** The parts of one limb, each below the one before it; of several the one nearest to that (a wrist before a hand). */
function placeLimb(bones: Map<BodyBone, Node>, found: Found, { side, limb }: { side: 'left' | 'right'; limb: 'Arm' | 'Leg' }): void {
  const of = (part: LimbPart): Node[] => found.get(`${side}${part}`) ?? [];
  const whole = of(limb.toLowerCase() as LimbPart);
  const named = of(`Upper${limb}`);
  const upper = named.length > 0 ? named : whole;
  const lower = [...of(`Lower${limb}`), ...(named.length > 0 ? whole : [])];
  const [before, end, after] = ends[limb];
  let above: Node | null = null;
  for (const [part, nodes] of [
    [before, before ? of(before) : []],
    [`Upper${limb}`, upper],
    [`Lower${limb}`, lower],
    [end, of(end)],
    [after, after ? of(after) : []],
  ] as const) {
    const next: Node | undefined = nodes
      .filter((node) => above === null || (node !== above && ancestors(node).includes(above)))
      .sort((a, b) => ancestors(a).length - ancestors(b).length)[0];
    if (!part || !next) continue;
    bones.set(`${side}${part}`, next);
    above = next;
  }
}

/** Hips, spine, chest and neck by their place between legs, arms and head, whatever they are called. */
function placeTrunk(bones: Map<BodyBone, Node>, found: Found): void {
  const legs = bothOf(bones, 'UpperLeg');
  const arms = bothOf(bones, 'Shoulder') ?? bothOf(bones, 'UpperArm');
  const chest = arms && common(...arms);
  if (!legs || !chest) return;
  const named = (found.get('hips') ?? []).find((node) => legs.every((leg) => ancestors(leg).includes(node)));
  const hips = named ?? common(common(...legs) ?? legs[0], chest);
  if (!hips) return;
  bones.set('hips', hips);
  const trunk = between(hips, chest);
  trunk.forEach((node, index) => {
    const bone = trunkBone(index, trunk.length);
    if (bone) bones.set(bone, node);
  });
  const head = headOf(chest, found);
  if (!head) return;
  bones.set('head', head);
  const neck = between(chest, head)[0];
  if (neck && neck !== head) bones.set('neck', neck);
}

/** Which of a spine's `count` joints is which: the first bends it, the last bears the arms, one between is the chest. */
function trunkBone(index: number, count: number): BodyBone | null {
  if (index === 0) return 'spine';
  if (index === count - 1) return count > 2 ? 'upperChest' : 'chest';
  return index === Math.floor((count - 1) / 2) ? 'chest' : null;
}

function bothOf(bones: ReadonlyMap<BodyBone, Node>, part: 'Shoulder' | 'UpperArm' | 'UpperLeg'): [Node, Node] | null {
  const [left, right] = [bones.get(`left${part}`), bones.get(`right${part}`)];
  return left && right ? [left, right] : null;
}

/** By name; in skeletons that number their spine through (Rigify: DEF-spine.006), the end of the chain above the chest. */
function headOf(chest: Node, found: Found): Node | null {
  const named = (found.get('head') ?? [])
    .filter((node) => ancestors(node).includes(chest))
    .sort((a, b) => ancestors(a).length - ancestors(b).length)[0];
  if (named) return named;
  let at: Node | null = chest;
  let top: Node | null = null;
  while (at) {
    at = at.listChildren().find((child) => /spine/i.test(child.getName()) && readBoneName(child.getName()) === null) ?? null;
    top = at ?? top;
  }
  return top;
}

const common = (a: Node, b: Node): Node | null => {
  const line = new Set(ancestors(a));
  return ancestors(b).find((node) => line.has(node)) ?? null;
};

/** The nodes below `from` down to `to`, `to` included. */
const between = (from: Node, to: Node): Node[] => {
  const line = ancestors(to);
  const at = line.indexOf(from);
  return at < 0 ? [] : line.slice(0, at).reverse();
};

/** World position of a bone. */
export const placeOf = (node: Node): Vector3 => new Vector3(...node.getWorldTranslation());

/** Why the bones cannot be a standing body's; null: they can. */
function disorder(bones: ReadonlyMap<BodyBone, Node>): string | null {
  for (const [bone, node] of bones) {
    const parent = parentAmong(bone, (name) => bones.has(name));
    if (parent && !ancestors(node).slice(1).includes(bones.get(parent)!)) return `${bone} does not hang on ${parent} in the skeleton.`;
  }
  const at = (bone: BodyBone): Vector3 | null => (bones.has(bone) ? placeOf(bones.get(bone)!) : null);
  const [hips, head, left, right] = [at('hips'), at('head'), at('leftFoot'), at('rightFoot')];
  if (!hips || !head || !left || !right) return null;
  if (head.y <= hips.y || hips.y <= Math.max(left.y, right.y))
    return 'The head is not above the hips, or the hips not above the feet: the skeleton does not stand upright.';
  const legs = [at('leftUpperLeg'), at('rightUpperLeg')] as const;
  if (legs[0] && legs[1]) {
    const [a, b] = [legs[0].distanceTo(left), legs[1].distanceTo(right)];
    if (Math.abs(a - b) > 0.25 * Math.max(a, b)) return 'The left leg is not as long as the right one: the skeleton is not symmetric.';
  }
  return null;
}

/** The direction that a body faces, level, of length 1: from its right to its left, crossed with up (glTF: a model's front is +Z). */
export function facing({ bones }: Humanoid): Vector3 | null {
  for (const part of ['UpperLeg', 'UpperArm', 'Foot'] as const) {
    const [left, right] = [bones.get(`left${part}`), bones.get(`right${part}`)];
    if (!left || !right) continue;
    const forward = placeOf(left)
      .sub(placeOf(right))
      .cross(new Vector3(0, 1, 0))
      .setY(0);
    if (forward.length() > 1e-6) return forward.normalize();
  }
  return null;
}
