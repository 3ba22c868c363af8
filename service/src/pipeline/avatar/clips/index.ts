import { idle } from './idle.ts';
import { presenting } from './presenting.ts';
import { turning } from './turning.ts';
import { walking } from './walking.ts';
import type { Clip } from './pose.ts';

export type { Build, Clip, Foot, Pose, Side } from './pose.ts';

/** The clips of our own making: formulas on the canonical body, no recorded motion. */
export const clips: readonly Clip[] = [idle, walking, turning, presenting];
