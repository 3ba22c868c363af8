import type { Document, Node, Primitive } from '@gltf-transform/core';
import { Vector3 } from 'three';
import { bodyBones, type BodyBone } from './bones.ts';
import type { Build, Side } from './clips/index.ts';
import { placeOf, type Humanoid } from './humanoid.ts';
import { drawnPositions, influencesOf } from './skin.ts';

/** Where a body's parts are, as drawn: points by the bone that moves them most. */
export type BodyPoints = Map<BodyBone, Vector3[]>;

/** Points of all skinned meshes by bone; joints that are none of the body's bones (a collar, a finger) count for the one above them. */
export function bodyPoints(document: Document, { bones }: Humanoid): BodyPoints {
  const boneOf = new Map<Node, BodyBone>([...bones].map(([bone, node]) => [node, bone]));
  const points: BodyPoints = new Map(bodyBones.map((bone) => [bone, []]));
  for (const node of document.getRoot().listNodes()) {
    const owners = node
      .getSkin()
      ?.listJoints()
      .map((joint) => nearest(joint, boneOf));
    if (!owners) continue;
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) sortPoints(points, owners, { node, primitive });
  }
  return points;
}

function sortPoints(
  points: BodyPoints,
  owners: readonly (BodyBone | null)[],
  { node, primitive }: { node: Node; primitive: Primitive },
): void {
  const drawn = drawnPositions(node, primitive);
  for (let vertex = 0; vertex < drawn.length / 3; vertex++) {
    const [most] = influencesOf(primitive, vertex).sort((a, b) => b.weight - a.weight);
    const owner = most && owners[most.joint];
    if (owner) points.get(owner)!.push(new Vector3().fromArray(drawn, vertex * 3));
  }
}

/** The body's bone that a joint is, or hangs on. */
export function nearest(joint: Node, boneOf: ReadonlyMap<Node, BodyBone>): BodyBone | null {
  for (let at: Node | null = joint; at; at = at.getParentNode()) {
    const bone = boneOf.get(at);
    if (bone) return bone;
  }
  return null;
}

const trunk: readonly BodyBone[] = ['hips', 'spine', 'chest', 'upperChest', 'leftUpperLeg', 'rightUpperLeg'];
const steepest = 7;
const flattest = 55;
/** Air between arm and body, in body heights. */
const air = 0.003;

interface Arm {
  shoulder: Vector3;
  upper: number;
  lower: number;
  thickness: number;
  lowerThickness: number;
}

/** The least angles at which the arms hang free of the trunk, its clothes included, measured in the pose that the model comes in (T or A). */
export function measureBuild(humanoid: Humanoid, points: BodyPoints): Build {
  const middle = placeOf(humanoid.bones.get('hips')!);
  const height = placeOf(humanoid.bones.get('head')!).y;
  const body = trunk.flatMap((bone) => points.get(bone) ?? []);
  const angles = (['left', 'right'] as const).map((side) => {
    const arm = measureArm(humanoid, points, side);
    return arm ? angleOf(arm, { body, middle, height }) : { upperArmOut: steepest, lowerArmOut: steepest };
  });
  const worst = angles[0]!.upperArmOut >= angles[1]!.upperArmOut ? angles[0]! : angles[1]!;
  return { upperArmOut: (worst.upperArmOut * Math.PI) / 180, lowerArmOut: (worst.lowerArmOut * Math.PI) / 180 };
}

function measureArm({ bones }: Humanoid, points: BodyPoints, side: Side): Arm | null {
  const [a, b, c] = (['UpperArm', 'LowerArm', 'Hand'] as const).map((part) => bones.get(`${side}${part}`));
  if (!a || !b || !c) return null;
  const [shoulder, elbow, wrist] = [placeOf(a), placeOf(b), placeOf(c)];
  const from = (bone: BodyBone, start: Vector3, end: Vector3): number => thickness(points.get(bone) ?? [], start, end);
  return {
    shoulder,
    upper: shoulder.distanceTo(elbow),
    lower: elbow.distanceTo(wrist),
    thickness: from(`${side}UpperArm`, shoulder, elbow),
    lowerThickness: Math.max(from(`${side}LowerArm`, elbow, wrist), 0.7 * from(`${side}Hand`, wrist, wrist.clone().lerp(elbow, -0.35))),
  };
}

/** How far points lie off a bone, at most for three quarters of them. */
function thickness(points: readonly Vector3[], start: Vector3, end: Vector3): number {
  const axis = end.clone().sub(start);
  const off = points
    .map((point) => {
      const along = point.clone().sub(start).dot(axis) / axis.lengthSq();
      return along < -0.1 || along > 1.1 ? null : point.distanceTo(start.clone().addScaledVector(axis, along));
    })
    .filter((distance) => distance !== null)
    .sort((p, q) => p - q);
  return off[Math.floor(off.length * 0.75)] ?? 0;
}

function angleOf(arm: Arm, trunkAt: { body: readonly Vector3[]; middle: Vector3; height: number }): Build {
  for (let upper = steepest; upper <= flattest; upper++) {
    for (const share of [0.3, 0.45, 0.6, 0.8]) {
      const lower = upper * share;
      if (isFree(arm, [upper, lower], trunkAt)) return { upperArmOut: upper, lowerArmOut: lower };
    }
  }
  return { upperArmOut: flattest, lowerArmOut: flattest };
}

function isFree(
  arm: Arm,
  [upper, lower]: readonly [number, number],
  { body, middle, height }: { body: readonly Vector3[]; middle: Vector3; height: number },
): boolean {
  const outwards = (angle: number, length: number): [number, number] => [
    Math.sin((angle * Math.PI) / 180) * length,
    Math.cos((angle * Math.PI) / 180) * length,
  ];
  const start: [number, number] = [Math.abs(arm.shoulder.x - middle.x), arm.shoulder.y];
  const [ux, uy] = outwards(upper, arm.upper);
  const [lx, ly] = outwards(lower, arm.lower * 1.35);
  const spots: [number, number, number][] = [];
  // Near the shoulder an arm touches its body in any pose.
  for (const part of [0.8, 1]) spots.push([start[0] + ux * part, start[1] - uy * part, arm.thickness * 0.3]);
  for (const part of [0.25, 0.5, 0.75, 1]) spots.push([start[0] + ux + lx * part, start[1] - uy - ly * part, arm.lowerThickness * 0.8]);
  return spots.every(([x, y, thick]) => {
    const wide = body.reduce((most, point) => {
      const beside = Math.abs(point.y - y) < 0.025 * height && Math.abs(point.z - arm.shoulder.z) < thick + 0.05 * height;
      return beside ? Math.max(most, Math.abs(point.x - middle.x)) : most;
    }, 0);
    return x - thick >= wide + air * height;
  });
}
