import { Euler, Quaternion, Vector3 } from 'three';
import type { BodyBone } from '../bones.ts';

/**
 * A pose of the canonical body: it stands in a T, faces +Z, its left is +X, up is +Y, and each bone's own axes are the world's (VRM 1.0's
 * normalised pose). So a thigh swings forward about −X, a knee bends about +X, the left arm sinks about −Z.
 */
export interface Pose {
  /** turned from the T, within the parent bone; bones not named rest. Legs follow from `feet`. */
  rotations: Partial<Record<BodyBone, Quaternion>>;
  /** the hips' way from where they rest, in leg lengths (hip joint to ankle). */
  hips: Vector3;
  feet: Record<Side, Foot>;
}

export type Side = 'left' | 'right';

export interface Foot {
  /** the sole's way from where it rests, in leg lengths. */
  way: Vector3;
  /** about the vertical through the resting hips, the foot's own direction with it; radians. */
  orbit: number;
  /** radians; above 0 the heel is lifted (about the ball), below 0 the toes (about the heel). */
  pitch: number;
}

/** How one body must hold its arms so that they pass it; radians from straight down. */
export interface Build {
  upperArmOut: number;
  lowerArmOut: number;
}

export interface Clip {
  name: string;
  seconds: number;
  /** keys a second. */
  rate: number;
  /** phase 0 to 1; the pose at 1 is the one at 0. */
  pose(phase: number, build: Build): Pose;
}

export const deg = (degrees: number): number => (degrees * Math.PI) / 180;

/** Turned about X, then Y, then Z of the parent (degrees). */
export const turned = (x: number, y = 0, z = 0): Quaternion => new Quaternion().setFromEuler(new Euler(deg(x), deg(y), deg(z), 'ZYX'));

/** −1 to 1, `times` in a loop, later by `shift` (0 to 1 of the loop). */
export const wave = (phase: number, times = 1, shift = 0): number => Math.sin(2 * Math.PI * (times * phase - shift));

/** 0 to 1 with a soft start and end (Perlin's smootherstep). */
export function ease(part: number): number {
  const x = Math.min(1, Math.max(0, part));
  return x * x * x * (x * (6 * x - 15) + 10);
}

/** Up from 0 at `from` to 1 at `up`, held, and down from `down` to 0 at `to`. */
export const swell = (phase: number, [from, up, down, to]: readonly [number, number, number, number]): number =>
  phase < down ? ease((phase - from) / (up - from)) : 1 - ease((phase - down) / (to - down));

export const standing = (): Foot => ({ way: new Vector3(), orbit: 0, pitch: 0 });

export interface ArmWish {
  /** degrees; forward of the body above 0. */
  swing: number;
  /** degrees of bend. */
  elbow: number;
  /** degrees away from the body, on top of what the build needs. */
  out?: number;
  /** degrees about the forearm: above 0 the palm turns forward, and up where the elbow is bent. */
  palm?: number;
  /** degrees about the upper arm: above 0 the bent forearm points outward. */
  turn?: number;
}

/** The three rotations of an arm that hangs at its side, swings and bends. */
export function arm(
  side: Side,
  build: Build,
  { swing, elbow, out = 0, palm = 0, turn = 0 }: ArmWish,
): Partial<Record<BodyBone, Quaternion>> {
  const upperOut = build.upperArmOut + deg(out);
  const about = (axis: 'x' | 'y' | 'z', angle: number): Quaternion =>
    new Quaternion().setFromAxisAngle(new Vector3(axis === 'x' ? 1 : 0, axis === 'y' ? 1 : 0, axis === 'z' ? 1 : 0), angle);
  const upper = about('x', -deg(swing))
    .multiply(about('z', upperOut - Math.PI / 2))
    .multiply(about('x', -deg(turn)));
  const lower = about('z', build.lowerArmOut - build.upperArmOut)
    .multiply(about('y', -deg(elbow)))
    .multiply(about('x', -deg(palm)));
  const hand = about('y', -deg(4)).multiply(about('z', -deg(3)));
  const sided = (q: Quaternion): Quaternion => (side === 'left' ? q : new Quaternion(q.x, -q.y, -q.z, q.w));
  return { [`${side}UpperArm`]: sided(upper), [`${side}LowerArm`]: sided(lower), [`${side}Hand`]: sided(hand) };
}

/** A small rise of the shoulders, degrees. */
export const shoulders = (rise: number): Partial<Record<BodyBone, Quaternion>> => ({
  leftShoulder: turned(0, 0, rise),
  rightShoulder: turned(0, 0, -rise),
});
