import { Quaternion, Vector3 } from 'three';
import { bodyBones, parentBone, type BodyBone } from './bones.ts';
import { placeOf, type Humanoid } from './humanoid.ts';

/** Which child shows a limb's direction, and where that direction points in the canonical T. */
const limb: Partial<Record<BodyBone, readonly [BodyBone, [number, number, number]]>> = {
  leftUpperArm: ['leftLowerArm', [1, 0, 0]],
  leftLowerArm: ['leftHand', [1, 0, 0]],
  rightUpperArm: ['rightLowerArm', [-1, 0, 0]],
  rightLowerArm: ['rightHand', [-1, 0, 0]],
  leftUpperLeg: ['leftLowerLeg', [0, -1, 0]],
  leftLowerLeg: ['leftFoot', [0, -1, 0]],
  rightUpperLeg: ['rightLowerLeg', [0, -1, 0]],
  rightLowerLeg: ['rightFoot', [0, -1, 0]],
};

/** What brings each bone from the pose that it rests in to the canonical T. A hand goes with its forearm; trunk, head and feet stay as they are. */
export function alignments({ bones }: Humanoid): Map<BodyBone, Quaternion> {
  const turns = new Map<BodyBone, Quaternion>();
  for (const bone of bodyBones) {
    const node = bones.get(bone);
    if (!node) continue;
    const [child, direction] = limb[bone] ?? [];
    const end = child && bones.get(child);
    const own = end && placeOf(end).sub(placeOf(node)).normalize();
    if (own && direction) turns.set(bone, new Quaternion().setFromUnitVectors(own, new Vector3(...direction)));
    else turns.set(bone, (/Hand$/.test(bone) && turns.get(parentBone[bone]!)?.clone()) || new Quaternion());
  }
  return turns;
}
