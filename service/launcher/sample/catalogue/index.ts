import { accessories } from './accessories.ts';
import { knitwear } from './knitwear.ts';
import { men } from './men.ts';
import { women } from './women.ts';
import type { SamplePiece } from './types.ts';

export type { SamplePicture, SamplePiece } from './types.ts';

/** The brand of the sample shop: invented, like every piece in it. */
export const sampleBrand = {
  name: 'Hollin & Quay',
  tagline: 'Clothes for the coast and the city',
  currency: 'EUR',
  weightUnit: 'kg',
} as const;

/** The pieces of the sample shop, in the order in which they are shown. */
export const sampleCatalogue: SamplePiece[] = [...women, ...men, ...knitwear, ...accessories];
