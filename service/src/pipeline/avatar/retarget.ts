import type { Document, Node } from '@gltf-transform/core';
import { Matrix4, Quaternion, Vector3 } from 'three';
import { alignments } from './align.ts';
import { bodyBones, parentBone, type BodyBone } from './bones.ts';
import { bodyPoints, measureBuild } from './build.ts';
import { clips, type Build, type Clip, type Pose, type Side } from './clips/index.ts';
import { placeOf, type Humanoid } from './humanoid.ts';
import { ankleGoal, bendLeg, footTurn, measureLeg, sinkFor, toeBend, type Leg } from './legs.ts';

/**
 * Adds the four clips of our own making to a whole skeleton that faces +Z. Clips of the same names are replaced, or, with `keep`, stay instead of
 * ours. Returns the names of those added.
 */
export function addClips(document: Document, humanoid: Humanoid, { keep = false }: { keep?: boolean } = {}): string[] {
  const body = measure(document, humanoid);
  const there = document.getRoot().listAnimations();
  const wanted = clips.filter(({ name }) => !keep || !there.some((old) => old.getName() === name));
  for (const old of there) {
    if (!wanted.some(({ name }) => name === old.getName())) continue;
    for (const part of [...old.listSamplers(), ...old.listChannels()]) part.dispose();
    old.dispose();
  }
  for (const clip of wanted) write(document, body, clip);
  return wanted.map(({ name }) => name);
}

/** A skeleton at rest, measured once for all clips. */
interface Body {
  humanoid: Humanoid;
  build: Build;
  hips: Vector3;
  /** metres a leg length: hip joint to ankle, as it stands. */
  scale: number;
  legs: Leg[];
  /** each bone's rotation in the world at rest, brought into the canonical T (arms level, legs straight down). */
  rest: Map<BodyBone, Quaternion>;
}

function measure(document: Document, humanoid: Humanoid): Body {
  const points = bodyPoints(document, humanoid);
  const legs = (['left', 'right'] as const).map((side) => measureLeg(humanoid, points, side));
  const scale = legs.reduce((sum, leg) => sum + leg.hip.distanceTo(leg.ankle), 0) / legs.length;
  const rest = new Map<BodyBone, Quaternion>();
  for (const [bone, turn] of alignments(humanoid)) rest.set(bone, turn.multiply(worldTurn(humanoid.bones.get(bone)!)));
  return { humanoid, build: measureBuild(humanoid, points), hips: placeOf(humanoid.bones.get('hips')!), scale, legs, rest };
}

const worldTurn = (node: Node): Quaternion => new Quaternion().fromArray(node.getWorldRotation());

/** One frame: each bone's rotation in the world, and where the hips are. */
interface Frame {
  turns: Map<BodyBone, Quaternion>;
  hips: Vector3;
}

function frameOf(body: Body, pose: Pose): Frame {
  const delta = new Map<BodyBone, Quaternion>();
  for (const bone of bodyBones) {
    const parent = parentBone[bone];
    const own = pose.rotations[bone] ?? new Quaternion();
    delta.set(bone, (parent ? delta.get(parent)!.clone() : new Quaternion()).multiply(own));
  }
  const hips = placeLegs(body, pose, delta);
  const turns = new Map([...body.rest].map(([bone, rest]) => [bone, delta.get(bone)!.clone().multiply(rest)]));
  return { turns, hips };
}

/** Legs by where the feet are to be; the hips sink as far as both feet need. Returns the hips' place. */
function placeLegs(body: Body, pose: Pose, delta: Map<BodyBone, Quaternion>): Vector3 {
  const turn = delta.get('hips')!;
  const hips = body.hips.clone().add(
    pose.hips
      .clone()
      .applyAxisAngle(new Vector3(0, 1, 0), yawOf(turn))
      .multiplyScalar(body.scale),
  );
  const goals = body.legs.map((leg) => ankleGoal(leg, pose.feet[leg.side], { centre: body.hips, scale: body.scale }));
  const joint = (leg: Leg): Vector3 => leg.hip.clone().sub(body.hips).applyQuaternion(turn).add(hips);
  hips.y -= Math.max(...body.legs.map((leg, index) => sinkFor(leg, joint(leg), goals[index]!)));
  body.legs.forEach((leg, index) => {
    const foot = footTurn(pose.feet[leg.side]);
    const yaw = yawOf(turn) + shortWay(pose.feet[leg.side].orbit - yawOf(turn)) * 0.6;
    const front = new Vector3(Math.sin(yaw), 0, Math.cos(yaw));
    const { thigh, shin } = bendLeg(leg, joint(leg), goals[index]!, front);
    const side: Side = leg.side;
    delta.set(`${side}UpperLeg`, thigh).set(`${side}LowerLeg`, shin).set(`${side}Foot`, foot);
    const toes = new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), -toeBend(leg, pose.feet[side], body.scale));
    delta.set(`${side}Toes`, foot.clone().multiply(toes));
  });
  return hips;
}

const yawOf = (turn: Quaternion): number => {
  const front = new Vector3(0, 0, 1).applyQuaternion(turn);
  return Math.atan2(front.x, front.z);
};
const shortWay = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));

function write(document: Document, body: Body, clip: Clip): void {
  const count = Math.round(clip.seconds * clip.rate);
  const times = Float32Array.from({ length: count + 1 }, (_, index) => (index / count) * clip.seconds);
  const tracks = new Map<BodyBone, Float32Array<ArrayBuffer>>(
    [...body.rest.keys()].map((bone) => [bone, new Float32Array((count + 1) * 4)]),
  );
  const way = new Float32Array((count + 1) * 3);
  for (let index = 0; index <= count; index++) {
    const frame = frameOf(body, clip.pose(index / count, body.build));
    for (const [bone, track] of tracks) track.set(localTurn(body.humanoid, bone, frame).toArray(), index * 4);
    way.set(localHips(body.humanoid, frame.hips).toArray(), index * 3);
  }
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const animation = document.createAnimation(clip.name);
  const input = document.createAccessor().setType('SCALAR').setArray(times).setBuffer(buffer);
  const add = (node: Node, path: 'rotation' | 'translation', values: Float32Array<ArrayBuffer>): void => {
    const output = document
      .createAccessor()
      .setType(path === 'rotation' ? 'VEC4' : 'VEC3')
      .setArray(values)
      .setBuffer(buffer);
    const sampler = document.createAnimationSampler().setInput(input).setOutput(output).setInterpolation('LINEAR');
    animation.addSampler(sampler).addChannel(document.createAnimationChannel().setTargetNode(node).setTargetPath(path).setSampler(sampler));
  };
  for (const [bone, track] of tracks) add(body.humanoid.bones.get(bone)!, 'rotation', steady(track));
  add(body.humanoid.bones.get('hips')!, 'translation', way);
}

/** A bone's rotation within its parent node, whatever nodes lie between it and the next bone above: they keep their own rotation. */
function localTurn({ bones }: Humanoid, bone: BodyBone, { turns }: Frame): Quaternion {
  const between: Quaternion[] = [];
  const byNode = new Map<Node, BodyBone>([...bones].map(([name, node]) => [node, name]));
  let at = bones.get(bone)!.getParentNode();
  while (at && !byNode.has(at)) {
    between.unshift(new Quaternion().fromArray(at.getRotation()));
    at = at.getParentNode();
  }
  const above = at ? turns.get(byNode.get(at)!)!.clone() : new Quaternion();
  for (const turn of between) above.multiply(turn);
  return above.invert().multiply(turns.get(bone)!).normalize();
}

function localHips({ bones }: Humanoid, world: Vector3): Vector3 {
  const parent = bones.get('hips')!.getParentNode();
  return parent ? world.clone().applyMatrix4(new Matrix4().fromArray(parent.getWorldMatrix()).invert()) : world;
}

/** Of the two quaternions of each rotation, the one nearer to the key before. */
function steady(track: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  for (let index = 4; index < track.length; index += 4) {
    let dot = 0;
    for (let part = 0; part < 4; part++) dot += track[index + part]! * track[index - 4 + part]!;
    if (dot < 0) for (let part = 0; part < 4; part++) track[index + part]! *= -1;
  }
  return track;
}
