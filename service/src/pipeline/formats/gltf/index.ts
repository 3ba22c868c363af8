import { isGlb, tryJson } from '../../scan/glb.ts';
import { excess } from '../../scan/weigh.ts';
import type { Format } from '../../types.ts';

/** glTF 2.0 as JSON, with its buffers and pictures beside it or embedded. */
export const format: Format = {
  name: 'gltf',
  extensions: ['gltf'],
  recognises({ main, files }) {
    const bytes = files.get(main)!;
    if (isGlb(bytes)) return false;
    if (!looksLikeJson(bytes)) return false;
    if (/\.gltf$/i.test(main) && excess(bytes) !== null) return true; // reading it says what is too much
    const json = tryJson(bytes);
    return json !== null && typeof json['asset'] === 'object';
  },
  async read(set, context) {
    const { readGltf } = await import('../../gltf/read.ts');
    return readGltf(set, context);
  },
};

const looksLikeJson = (bytes: Uint8Array): boolean => /^\ufeff?\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
