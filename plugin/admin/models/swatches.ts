import { modelsPage } from '../../ui/models/page.ts';

/** Where the swatch of a finish is; null while there is none of it. */
export const swatchOf = (finish: string): string | null => modelsPage().swatches?.[finish] ?? null;
