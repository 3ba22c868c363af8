import { Vector3 } from 'three';
import { arm, deg, shoulders, standing, swell, turned, wave, type Clip, type Pose } from './pose.ts';

const leftTime = [0.06, 0.2, 0.38, 0.5] as const;
const rightTime = [0.5, 0.64, 0.82, 0.96] as const;

/** Shows what it wears: opens one arm with the palm up and turns with it, comes back, and does so on the other side. */
export const presenting: Clip = {
  name: 'Presenting',
  seconds: 8,
  rate: 15,
  pose: (phase, build): Pose => {
    const [left, right] = [swell(phase, leftTime), swell(phase, rightTime)];
    const lean = left - right;
    const breath = wave(phase, 3);
    const gesture = (open: number): { swing: number; elbow: number; out: number; palm: number; turn: number } => ({
      swing: 1 + 19 * open,
      elbow: 14 + 50 * open + 1.5 * breath,
      out: 20 * open + 0.5 * breath,
      palm: -6 + 76 * open,
      turn: 34 * open,
    });
    return {
      hips: new Vector3(-0.04 * lean, -0.006 - 0.008 * Math.abs(lean), 0),
      rotations: {
        hips: turned(0.4, 9 * lean, -2.6 * lean),
        spine: turned(-0.8 - 0.4 * breath, 5 * lean, 2.4 * lean),
        chest: turned(-0.8 - 0.7 * breath, 5 * lean, 1.6 * lean),
        upperChest: turned(-0.4 * breath, 2 * lean, 0),
        neck: turned(0.8 + 0.5 * breath, -2 * lean, 0.5 * lean),
        head: turned(1 + 3.5 * Math.abs(lean), 4 * lean + 2 * wave(phase, 2, 0.2), 3 * lean),
        ...shoulders(0.6 + 0.8 * breath),
        ...arm('left', build, gesture(left)),
        ...arm('right', build, gesture(right)),
      },
      feet: {
        left: { ...standing(), orbit: deg(5) },
        right: { ...standing(), orbit: -deg(5) },
      },
    };
  },
};
