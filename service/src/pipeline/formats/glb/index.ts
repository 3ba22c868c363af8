import { isGlb, peekJson, type Json } from '../../scan/glb.ts';
import type { Format } from '../../types.ts';

/** VRM is GLB with more in it; its own format takes it. */
const isVrm = (json: Json | null): boolean => {
  const extensions = (json?.['extensions'] ?? {}) as Json;
  return 'VRM' in extensions || 'VRMC_vrm' in extensions;
};

/** glTF 2.0 binary (Khronos). */
export const format: Format = {
  name: 'glb',
  extensions: ['glb'],
  recognises({ main, files }) {
    const bytes = files.get(main)!;
    return isGlb(bytes) && !isVrm(peekJson(bytes));
  },
  async read(set, context) {
    const { readGltf } = await import('../../gltf/read.ts');
    return readGltf(set, context);
  },
};
