import type { Look, SamplePicture } from '../../catalogue/types.ts';
import type { Fabric } from './scene.ts';

/** What is to be drawn of a piece: its look, its cloth, and which side. */
export interface Order {
  look: Look;
  view: SamplePicture['view'];
  cloth: { fill: string; fabric: Fabric };
  accent: string;
  tone: [string, string];
  /** the same seed always gives the same folds. */
  seed: string;
}
