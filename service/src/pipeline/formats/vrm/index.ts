import { isGlb, peekJson, type Json } from '../../scan/glb.ts';
import type { Format } from '../../types.ts';

/** VRM 0 and 1.0: GLB with an avatar's data beside the scene, which is kept by names while the scene changes. */
export const format: Format = {
  name: 'vrm',
  extensions: ['vrm'],
  recognises({ main, files }) {
    const bytes = files.get(main)!;
    const extensions = isGlb(bytes) ? ((peekJson(bytes)?.['extensions'] ?? {}) as Json) : {};
    return 'VRM' in extensions || 'VRMC_vrm' in extensions;
  },
  async read(set, context) {
    const { readGltf } = await import('../../gltf/read.ts');
    const { takeVrm } = await import('../../vrm/take.ts');
    const { compressKept } = await import('../../vrm/pictures.ts');
    const result = await readGltf(set, context, (json, bin) => {
      const taken = takeVrm(json, bin);
      return taken ? { vrm: taken.vrm, repaired: taken.notes } : {};
    });
    if (result.ok && result.value.vrm) result.value.dropped.push(...(await compressKept(result.value.vrm)));
    return result;
  },
};
