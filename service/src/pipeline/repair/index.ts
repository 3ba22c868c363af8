import type { FormatName, Measurement, ModelReport, PipelineOptions } from '../contract.ts';
import { applyFinishes } from '../finishes/index.ts';
import type { Imported } from '../types.ts';
import { repairNormals, repairWeights } from './geometry.ts';
import { repairAlpha, repairFactors, repairSpecularGlossiness } from './materials.ts';
import { repairScale } from './scale.ts';
import { repairSides } from './sides.ts';
import { repairTextures } from './textures.ts';

export interface RepairWish {
  options: PipelineOptions;
  found: Measurement;
  format: FormatName;
}

/**
 * Mends the document in place, so that every viewer draws it as it is meant, and tells of each thing in the import's own lists. Returns what was decided about
 * the size.
 */
export async function repair(imported: Imported, { options, found }: RepairWish): Promise<ModelReport['scale']> {
  const { document, repaired, dropped, warnings } = imported;
  const textures = await repairTextures(document);
  repaired.push(...textures.repaired);
  dropped.push(...textures.dropped);
  repaired.push(...(await repairSpecularGlossiness(document)), ...repairFactors(document), ...(await repairAlpha(document)));
  repaired.push(...repairWeights(document), ...(await repairNormals(document)), ...repairSides(document, options.category));
  const finishes = applyFinishes(document, options.finishes);
  repaired.push(...finishes.repaired);
  warnings.push(...finishes.warnings);
  return repairScale(document, { found, options, notes: { repaired, warnings } });
}
