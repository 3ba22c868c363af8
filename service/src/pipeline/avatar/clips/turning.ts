import { Vector3 } from 'three';
import { arm, deg, ease, shoulders, turned, wave, type Clip, type Foot, type Pose, type Side } from './pose.ts';

/** Steps of each foot in one turn, and the share of a step's time that the foot is in the air. */
const steps = 7;
const flight = 0.34;

/** A foot stands while the body turns above it, then steps round to the next place; the right one half a step later. */
function foot(phase: number, side: Side): Foot {
  const toe = side === 'left' ? deg(6) : -deg(6);
  const time = phase * steps - (side === 'left' ? 0 : 0.5);
  const count = Math.floor(time);
  const part = Math.max(0, (time - count - (1 - flight)) / flight);
  const lift = Math.sin(Math.PI * part);
  return {
    way: new Vector3(0, 0.05 * lift ** 1.5, 0),
    // Half a step ahead of the body as it is set down, half a step behind as it is lifted.
    orbit: ((2 * Math.PI) / steps) * (count + ease(part) + (1 - flight) / 2 + (side === 'left' ? 0 : 0.5)) + toe,
    pitch: deg(16) * lift * (1 - part),
  };
}

/** Turns once round on the spot with small steps, to show a piece from all sides. */
export const turning: Clip = {
  name: 'Turning',
  seconds: 7.5,
  rate: 24,
  pose: (phase, build): Pose => {
    const step = wave(phase, steps, 0.18);
    const bob = wave(phase, 2 * steps, 0.1);
    return {
      hips: new Vector3(0, -0.022 + 0.006 * bob, 0),
      rotations: {
        hips: turned(0.8, phase * 360, 1.6 * step),
        spine: turned(-0.4, 1.5 - 0.6 * step, -1.1 * step),
        chest: turned(-0.2, 2, -0.6 * step),
        neck: turned(0.6, 3, 0),
        head: turned(0.6, 6 + 1 * wave(phase, 2), 0.4 * step),
        ...shoulders(0.3 * bob),
        ...arm('left', build, { swing: -2 + 2.5 * step, elbow: 17 + 2 * bob, out: 3, palm: -4 }),
        ...arm('right', build, { swing: 2 - 2.5 * step, elbow: 17 + 2 * bob, out: 3, palm: -4 }),
      },
      feet: { left: foot(phase, 'left'), right: foot(phase, 'right') },
    };
  },
};
