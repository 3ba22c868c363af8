import { packDraco } from './draco.ts';
import { packMeshopt } from './meshopt.ts';

/** Ways to make an uncompressed GLB small. */
export const encoders = { meshopt: packMeshopt, draco: packDraco };

export type Encoder = keyof typeof encoders;
