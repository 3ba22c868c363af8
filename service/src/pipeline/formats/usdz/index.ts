import { isZip } from '../../archive/index.ts';
import { attempt, Refusal } from '../../refusal.ts';
import type { Format } from '../../types.ts';

/**
 * USDZ, as beta: meshes, UsdPreviewSurface materials with PNG or JPEG pictures, skeletons, of ASCII and binary layers, through three's parsers and composer. What it
 * cannot follow (references to other packages, subdivision, MaterialX networks) comes out as a note or a refusal.
 */
export const format: Format = {
  name: 'usdz',
  extensions: ['usdz'],
  recognises: ({ main, files }) => isZip(files.get(main)!),
  read(set) {
    return attempt(async () => {
      const { readUsdz } = await import('./read.ts');
      try {
        return await readUsdz(set);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        const why = (error instanceof Error ? error.message : String(error))
          .split('\n')[0]!
          .replace(/^USD\w*:\s*/, '')
          .replace(/\.$/, '');
        throw new Refusal(
          'usdz-unreadable',
          `${set.main} cannot be read as USDZ (${why}).`,
          'Reading USDZ is beta; export the model as GLB and upload that file.',
        );
      }
    });
  },
};
