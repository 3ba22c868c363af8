import type { Document } from '@gltf-transform/core';
import { Quaternion, Vector3 } from 'three';
import type { Note } from '../contract.ts';
import type { VrmData } from '../types.ts';
import { facing, type Humanoid } from './humanoid.ts';

/** Less than this from the front, a stance is left as it is (radians). */
const slight = (10 * Math.PI) / 180;

/** The node that turns all others. */
export const turningNode = 'front';

/** Turns a body that shows its back or side, so that it faces the viewer (+Z, as glTF says; VRM 0 faces −Z). Null: it does already. */
export function turnToFront(document: Document, humanoid: Humanoid): Note | null {
  const front = facing(humanoid);
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
  if (!front || !scene) return null;
  const yaw = Math.atan2(front.x, front.z);
  if (Math.abs(yaw) < slight) return null;
  const quarter = Math.round(yaw / (Math.PI / 2)) * (Math.PI / 2);
  const turn = new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), -(Math.abs(yaw - quarter) < slight ? quarter : yaw));
  const wrapper = document.createNode(turningNode).setRotation([turn.x, turn.y, turn.z, turn.w]);
  for (const child of scene.listChildren()) wrapper.addChild(child);
  scene.addChild(wrapper);
  const degrees = Math.round(Math.abs((yaw * 180) / Math.PI));
  return { code: 'avatar-turned', message: `The avatar faced away from the viewer and was turned by ${degrees}°.`, where: null };
}

/** What is known of a VRM once its body was turned. */
export const afterTurning = (vrm: VrmData): VrmData => (vrm.version === 0 ? { ...vrm, turned: true } : vrm);
