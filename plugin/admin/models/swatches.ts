import type { FinishName } from '../../../service/src/pipeline/finishes/contract.ts';
import denim from './swatches/denim.webp';
import gemstone from './swatches/gemstone.webp';
import gold from './swatches/gold.webp';
import leather from './swatches/leather.webp';
import satin from './swatches/satin.webp';
import silk from './swatches/silk.webp';
import silver from './swatches/silver.webp';
import velvet from './swatches/velvet.webp';

/** Drawn by service/bin/swatches.ts out of the presets themselves. */
const pictures: Record<FinishName, string> = { satin, silk, velvet, leather, denim, gold, silver, gemstone };

/** The address of the swatch picture of a finish; null: there is no such finish. */
export const swatchOf = (finish: string): string | null => (finish in pictures ? pictures[finish as FinishName] : null);
