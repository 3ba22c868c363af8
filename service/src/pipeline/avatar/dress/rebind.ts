import type { Node, Primitive } from '@gltf-transform/core';
import { Matrix4, Vector3 } from 'three';
import { alignments } from '../align.ts';
import { parentAmong, type BodyBone } from '../bones.ts';
import { nearest } from '../build.ts';
import { placeOf, type Humanoid } from '../humanoid.ts';
import { blended, influencesOf, jointMatrices } from '../skin.ts';
import type { VertexWeights, Worn } from './attach.ts';

/** How a garment's own joints fare on the avatar. */
export interface Binding {
  /** garment's joint → avatar's node. */
  joints: Map<Node, Node>;
  /** joints that move something and that the avatar has not; what hangs on them hangs on the next joint above. */
  missing: string[];
}

/** Finds each joint of a garment on the avatar: by what bone it is, else by its name, else the one above it. */
export function bindJoints(
  { joints, moving }: { joints: readonly Node[]; moving: ReadonlySet<Node> },
  garment: Humanoid,
  avatar: { humanoid: Humanoid; nodes: readonly Node[] },
): Binding {
  const role = new Map<Node, BodyBone>([...garment.bones].map(([bone, node]) => [node, bone]));
  const byName = new Map(avatar.nodes.map((node) => [node.getName(), node]));
  const missing: string[] = [];
  const own = (joint: Node): Node | null => {
    const bone = role.get(joint);
    return (bone && avatar.humanoid.bones.get(bone)) ?? byName.get(joint.getName()) ?? null;
  };
  const above = (joint: Node): Node => {
    for (let at = joint.getParentNode(); at; at = at.getParentNode()) {
      const found = own(at);
      if (found) return found;
    }
    return avatar.humanoid.bones.get('hips')!;
  };
  const bound = new Map<Node, Node>();
  for (const joint of joints) {
    const found = own(joint);
    if (!found && moving.has(joint)) missing.push(joint.getName());
    bound.set(joint, found ?? above(joint));
  }
  return { joints: bound, missing };
}

/**
 * For each bone, what carries a garment from its own body to the avatar's: bone upon bone, a limb's direction onto the avatar's, its length by
 * the bones' lengths, its width by the bodies' size; so that a sleeve ends where the avatar's arm does.
 */
export function carriers(garment: Humanoid, avatar: Humanoid): Map<BodyBone, Matrix4> {
  const both = (bone: BodyBone): boolean => garment.bones.has(bone) && avatar.bones.has(bone);
  const wide = ratioOf(avatar, garment, widths);
  const size = Math.sqrt(wide * ratioOf(avatar, garment, heights));
  const [from, to] = [alignments(garment), alignments(avatar)];
  const carry = new Map<BodyBone, Matrix4>();
  for (const bone of garment.bones.keys()) {
    const source = both(bone) ? bone : parentAmong(bone, both);
    if (!source) continue;
    const along = lengthOf(avatar, source) && lengthOf(garment, source) ? lengthOf(avatar, source)! / lengthOf(garment, source)! : size;
    const scale = scaleOf(source, along, { size, wide });
    const turn = new Matrix4().makeRotationFromQuaternion(to.get(source)!.clone().invert());
    const back = new Matrix4().makeRotationFromQuaternion(from.get(source)!);
    const [start, end] = [placeOf(garment.bones.get(source)!), placeOf(avatar.bones.get(source)!)];
    carry.set(
      bone,
      new Matrix4()
        .makeTranslation(end)
        .multiply(turn)
        .multiply(new Matrix4().makeScale(scale.x, scale.y, scale.z))
        .multiply(back)
        .multiply(new Matrix4().makeTranslation(start.negate())),
    );
  }
  return carry;
}

/** In the canonical T arms lie along x, all else along y. */
function scaleOf(bone: BodyBone, along: number, { size, wide }: { size: number; wide: number }): Vector3 {
  if (/(Upper|Lower)Arm|Hand/.test(bone)) return new Vector3(along, size, size);
  if (/Leg|Foot|Toes|head|neck/.test(bone)) return new Vector3(size, /Leg/.test(bone) ? along : size, size);
  return new Vector3(wide, along, Math.sqrt(wide * size));
}

const next: Partial<Record<BodyBone, readonly BodyBone[]>> = {
  hips: ['spine'],
  spine: ['chest', 'neck', 'head'],
  chest: ['upperChest', 'neck', 'head'],
  upperChest: ['neck', 'head'],
};

function lengthOf({ bones }: Humanoid, bone: BodyBone): number | null {
  const limb = /^(left|right)(Upper|Lower)(Arm|Leg)$/.exec(bone);
  const [, side, part, kind] = limb ?? [];
  const ends = limb ? [`${side}${part === 'Upper' ? `Lower${kind}` : kind === 'Arm' ? 'Hand' : 'Foot'}` as BodyBone] : next[bone];
  const end = ends?.find((one) => bones.has(one));
  const length = end && placeOf(bones.get(bone)!).distanceTo(placeOf(bones.get(end)!));
  return length && length > 1e-4 ? length : null;
}

const apart = ({ bones }: Humanoid, one: BodyBone, other: BodyBone): number | null =>
  bones.has(one) && bones.has(other) ? placeOf(bones.get(one)!).distanceTo(placeOf(bones.get(other)!)) : null;

/** Of measures that both bodies have, the first one's ratio; 1 where there is none. */
function ratioOf(avatar: Humanoid, garment: Humanoid, measures: readonly (readonly [BodyBone, BodyBone])[]): number {
  for (const [one, other] of measures) {
    const [a, b] = [apart(avatar, one, other), apart(garment, one, other)];
    if (a && b && b > 1e-4) return a / b;
  }
  return 1;
}

const widths = [
  ['leftUpperArm', 'rightUpperArm'],
  ['leftUpperLeg', 'rightUpperLeg'],
] as const;
const heights = [
  ['hips', 'leftUpperArm'],
  ['leftUpperLeg', 'leftFoot'],
  ['spine', 'head'],
] as const;

/** A garment's mesh carried over to the avatar: with its own weights on the avatar's joints, or, of a part without skin (a clasp), with the joint that it hangs on. */
export function rebind(
  node: Node,
  { joints }: Binding,
  { garment, carry }: { garment: Humanoid; carry: ReadonlyMap<BodyBone, Matrix4> },
): Worn {
  const skin = node.getSkin();
  const boneOf = new Map<Node, BodyBone>([...garment.bones].map(([bone, joint]) => [joint, bone]));
  const list = skin ? skin.listJoints() : [jointAbove(node, joints)];
  const rest = skin ? jointMatrices(skin) : [new Matrix4().fromArray(node.getWorldMatrix())];
  const matrices = list.map((joint, index) => {
    const bone = nearest(joint, boneOf) ?? 'hips';
    return (carry.get(bone) ?? new Matrix4()).clone().multiply(rest[index]!);
  });
  const targets = list.map((joint) => joints.get(joint)!);
  const drawn = node
    .getMesh()!
    .listPrimitives()
    .map((primitive) => carryPrimitive(primitive, matrices, targets));
  return { name: node.getName() || 'garment', mesh: node.getMesh()!, drawn };
}

/** The joint that a node hangs on; where it hangs on none, the first one. */
function jointAbove(node: Node, joints: ReadonlyMap<Node, Node>): Node {
  let at: Node | null = node;
  while (at && !joints.has(at)) at = at.getParentNode();
  return at ?? [...joints.keys()][0]!;
}

function carryPrimitive(primitive: Primitive, matrices: readonly Matrix4[], targets: readonly Node[]): Worn['drawn'][number] {
  const [position, normal] = [primitive.getAttribute('POSITION')!, primitive.getAttribute('NORMAL')];
  const count = position.getCount();
  const positions = new Float32Array(count * 3);
  const normals = normal ? new Float32Array(count * 3) : null;
  const weights: VertexWeights[] = [];
  for (let vertex = 0; vertex < count; vertex++) {
    const influences = influencesOf(primitive, vertex);
    const blend = blended(influences.length > 0 ? influences : [{ joint: 0, weight: 1 }], matrices);
    positions.set(new Vector3().fromArray(position.getElement(vertex, [])).applyMatrix4(blend).toArray(), vertex * 3);
    if (normals && normal) normals.set(turnNormal(new Vector3().fromArray(normal.getElement(vertex, [])), blend).toArray(), vertex * 3);
    const own: VertexWeights = new Map();
    for (const { joint, weight } of influences) own.set(targets[joint]!, (own.get(targets[joint]!) ?? 0) + weight);
    if (own.size === 0) own.set(targets[0]!, 1);
    weights.push(own);
  }
  return { positions, normals, weights };
}

/** Normals go by the inverse transpose. */
const turnNormal = (normal: Vector3, matrix: Matrix4): Vector3 =>
  normal.transformDirection(new Matrix4().copy(matrix).invert().transpose().setPosition(0, 0, 0));
