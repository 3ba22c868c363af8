/** Named surfaces of fashion that a material can be given (`pipelineOptions.finishes`: material name → one of these). */
export const finishNames = ['satin', 'silk', 'velvet', 'leather', 'denim', 'gold', 'silver', 'gemstone'] as const;

export type FinishName = (typeof finishNames)[number];
