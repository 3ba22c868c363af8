/** VRM 1.0's names of humanoid bones, as far as a body moves by them (fingers, eyes and jaw are left as they are). */
export const bodyBones = [
  'hips',
  'spine',
  'chest',
  'upperChest',
  'neck',
  'head',
  'leftShoulder',
  'leftUpperArm',
  'leftLowerArm',
  'leftHand',
  'rightShoulder',
  'rightUpperArm',
  'rightLowerArm',
  'rightHand',
  'leftUpperLeg',
  'leftLowerLeg',
  'leftFoot',
  'leftToes',
  'rightUpperLeg',
  'rightLowerLeg',
  'rightFoot',
  'rightToes',
] as const;

export type BodyBone = (typeof bodyBones)[number];

/** Required by the VRM 1.0 specification (VRMC_vrm, humanoid.md). */
export const requiredBones = [
  'hips',
  'spine',
  'head',
  'leftUpperArm',
  'leftLowerArm',
  'leftHand',
  'rightUpperArm',
  'rightLowerArm',
  'rightHand',
  'leftUpperLeg',
  'leftLowerLeg',
  'leftFoot',
  'rightUpperLeg',
  'rightLowerLeg',
  'rightFoot',
] as const satisfies readonly BodyBone[];

/** The bone that a bone hangs on; where that one is missing, its own parent. */
export const parentBone: Record<BodyBone, BodyBone | null> = {
  hips: null,
  spine: 'hips',
  chest: 'spine',
  upperChest: 'chest',
  neck: 'upperChest',
  head: 'neck',
  leftShoulder: 'upperChest',
  leftUpperArm: 'leftShoulder',
  leftLowerArm: 'leftUpperArm',
  leftHand: 'leftLowerArm',
  rightShoulder: 'upperChest',
  rightUpperArm: 'rightShoulder',
  rightLowerArm: 'rightUpperArm',
  rightHand: 'rightLowerArm',
  leftUpperLeg: 'hips',
  leftLowerLeg: 'leftUpperLeg',
  leftFoot: 'leftLowerLeg',
  leftToes: 'leftFoot',
  rightUpperLeg: 'hips',
  rightLowerLeg: 'rightUpperLeg',
  rightFoot: 'rightLowerLeg',
  rightToes: 'rightFoot',
};

export const isBodyBone = (name: string): name is BodyBone => (bodyBones as readonly string[]).includes(name);

/** Of bones that a skeleton has, the nearest one above. */
export function parentAmong(bone: BodyBone, has: (bone: BodyBone) => boolean): BodyBone | null {
  let parent = parentBone[bone];
  while (parent !== null && !has(parent)) parent = parentBone[parent];
  return parent;
}
