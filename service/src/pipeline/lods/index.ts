import type { Document } from '@gltf-transform/core';
import { made } from '../made.ts';
import { packSmaller } from '../optimise/pack.ts';
import { prepare } from '../optimise/prepare.ts';
import { compressTextures } from '../optimise/textures.ts';
import { trianglesIn } from '../optimise/count.ts';
import type { Imported, Made } from '../types.ts';
import { namedNodes } from '../vrm/named.ts';

export interface LodOptions {
  /** of the viewer's model; a copy that is not lighter than 90 % of it is left out. */
  viewerBytes: number;
  signal: AbortSignal;
  progress(part: number): void;
}

/** model-viewer knows no levels of detail in one file: each is a file of its own. The last is for lists and previews only. */
const levels = [
  { ratio: 0.5, edge: 1024, error: 0.005 },
  { ratio: 0.2, edge: 512, error: 0.02 },
];

const worthwhile = 0.9;

/** Lighter copies of the model: half of its triangles and textures of 1024², a fifth and 512². */
export async function makeLods(imported: Imported, { viewerBytes, signal, progress }: LodOptions): Promise<Made[]> {
  const files: Made[] = [];
  for (const [index, level] of levels.entries()) {
    signal.throwIfAborted();
    const { document, glb } = await lighter(imported, level, signal);
    if (glb.byteLength < viewerBytes * worthwhile)
      files.push(made('lod', `lod-${index + 1}.glb`, glb, { triangles: trianglesIn(document) }));
    progress((index + 1) / levels.length);
  }
  return files;
}

async function lighter(
  { document, vrm }: Imported,
  { ratio, edge, error }: { ratio: number; edge: number; error: number },
  signal: AbortSignal,
): Promise<{ document: Document; glb: Uint8Array }> {
  const copy = await prepare(document, { keep: namedNodes(vrm), error, ratio });
  await compressTextures(copy, { raise: 0, edge }, signal);
  const { glb } = await packSmaller(copy, vrm);
  return { document: copy, glb };
}
