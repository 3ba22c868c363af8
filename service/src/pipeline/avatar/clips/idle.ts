import { Vector3 } from 'three';
import { arm, shoulders, standing, turned, wave, type Clip, type Pose } from './pose.ts';

/** Stands: breathes three times, takes the weight over to one leg and the other, looks about a little. */
export const idle: Clip = {
  name: 'Idle',
  seconds: 9,
  rate: 15,
  pose: (phase, build): Pose => {
    const breath = wave(phase, 3);
    const shift = wave(phase) * (1 + 0.15 * wave(phase, 2, 0.1));
    const look = wave(phase, 1, 0.18) * 0.7 + wave(phase, 2, 0.4) * 0.3;
    return {
      hips: new Vector3(0.032 * shift, -0.005 - 0.003 * shift ** 2 + 0.001 * breath, 0.004 * wave(phase, 2)),
      rotations: {
        hips: turned(0.5, 1.6 * shift, 2.2 * shift),
        spine: turned(-0.6 - 0.5 * breath, -1 * shift, -1.9 * shift),
        chest: turned(-0.4 - 0.8 * breath, -0.6 * shift, -1.1 * shift),
        upperChest: turned(-0.5 * breath, 0, 0),
        neck: turned(0.9 + 0.6 * breath, 2 * look, 0.4 * shift),
        head: turned(0.6 + 0.5 * breath + 0.8 * wave(phase, 2, 0.3), 4 * look, 0.8 * shift - 0.8 * look),
        ...shoulders(0.5 + 0.9 * breath),
        ...arm('left', build, {
          swing: 1 + 1.2 * wave(phase, 1, 0.1),
          elbow: 13 + 1.6 * breath,
          out: 0.6 * breath + 0.8 * shift,
          palm: -6,
        }),
        ...arm('right', build, {
          swing: 0.4 + 1.2 * wave(phase, 1, 0.55),
          elbow: 15 + 1.4 * breath,
          out: 0.6 * breath - 0.8 * shift,
          palm: -6,
        }),
      },
      feet: { left: { ...standing(), orbit: 0.06 }, right: { ...standing(), orbit: -0.06 } },
    };
  },
};
