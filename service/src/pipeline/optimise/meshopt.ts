import { pack } from 'gltfpack';
import { compactGlb } from './compact.ts';

/**
 * gltfpack's own compression (EXT_meshopt_compression) in process. `-kn -km -ke` keep the names of nodes, the materials and extras;
 * clips are resampled at 30 a second; positions have 13 bits, an eighth of a pixel
 * in a picture of 1024².
 */
export async function packMeshopt(glb: Uint8Array): Promise<Uint8Array> {
  let packed: Uint8Array | null = null;
  await pack(['-i', 'in.glb', '-o', 'out.glb', '-cc', '-kn', '-km', '-ke', '-vp', '13'], {
    read: () => glb,
    // the data lie in the module's memory, which the next call overwrites
    write: (_, data) => void (packed = new Uint8Array(data)),
  });
  if (packed === null) throw new Error('gltfpack wrote nothing.');
  return compactGlb(packed);
}
