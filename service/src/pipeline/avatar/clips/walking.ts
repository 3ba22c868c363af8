import { Vector3 } from 'three';
import { arm, deg, ease, shoulders, turned, wave, type Clip, type Foot, type Pose } from './pose.ts';

/** Half a step's length in leg lengths, and the share of the cycle that a foot stands (Perry and Burnfield, Gait Analysis, 2010: 62 %). */
const reach = 0.28;
const stance = 0.62;

/**
 * Walks on the spot, two steps a loop: a standing foot moves back at one speed, as the ground would, so that it does not slide. Heel first, flat,
 * heel off over the ball; swung with a lift.
 */
function foot(phase: number, narrow: number): Foot {
  const at = ((phase % 1) + 1) % 1;
  if (at < stance) {
    const part = at / stance;
    const toesUp = -deg(18) * (1 - ease(part / 0.16));
    const heelUp = deg(38) * ease((part - 0.62) / 0.38) ** 1.3;
    return { way: new Vector3(narrow, 0, reach * (1 - 2 * part)), orbit: 0, pitch: toesUp + heelUp };
  }
  const part = (at - stance) / (1 - stance);
  // Starts and ends at the ground's speed, so that neither lifting nor landing tugs (a cubic Hermite curve).
  const speed = (-2 * reach * (1 - stance)) / stance;
  const [p2, p3] = [part ** 2, part ** 3];
  const z = (2 * p3 - 3 * p2 + 1) * -reach + (p3 - 2 * p2 + part) * speed + (-2 * p3 + 3 * p2) * reach + (p3 - p2) * speed;
  const lift = 0.075 * Math.sin(Math.PI * part) ** 1.4;
  const pitch = part < 0.55 ? deg(38) * (1 - ease(part / 0.55)) : -deg(18) * ease((part - 0.55) / 0.45);
  return { way: new Vector3(narrow, lift, z), orbit: 0, pitch };
}

export const walking: Clip = {
  name: 'Walking',
  // A whole number of keys at 30 a second, as which optimisers write clips anew: the loop stays without a seam.
  seconds: 34 / 30,
  rate: 30,
  pose: (phase, build): Pose => {
    // The left heel touches at phase 0: the left arm is then at its furthest back.
    const swing = Math.cos(2 * Math.PI * phase);
    const side = wave(phase, 1, -0.08 + 0.02);
    const bob = Math.cos(4 * Math.PI * (phase - 0.06));
    const forearm = (s: number): number => 16 + 9 * (1 + s) * 0.5 + 4;
    return {
      hips: new Vector3(0.028 * side, -0.024 - 0.019 * bob, 0.008 * Math.sin(4 * Math.PI * phase)),
      rotations: {
        hips: turned(2, -6 * swing, -3.2 * side),
        spine: turned(0.5, 4 * swing, 2.2 * side),
        chest: turned(0.8 + 0.6 * bob, 5.5 * swing, 1.4 * side),
        upperChest: turned(0, 2.5 * swing, 0.4 * side),
        neck: turned(-0.8 - 0.4 * bob, -3 * swing, -0.4 * side),
        head: turned(-1.2 - 0.6 * bob, -2.6 * swing, -0.3 * side),
        ...shoulders(0.4 * bob),
        ...arm('left', build, { swing: -3 - 19 * swing, elbow: forearm(-swing), palm: -10 }),
        ...arm('right', build, { swing: -3 + 19 * swing, elbow: forearm(swing), palm: -10 }),
      },
      feet: { left: foot(phase, -0.03), right: foot(phase + 0.5, 0.03) },
    };
  },
};
