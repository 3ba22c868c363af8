import type { Document } from '@gltf-transform/core';
import { made } from '../made.ts';
import { packMeshopt } from '../optimise/meshopt.ts';
import { writeGlb } from '../optimise/io.ts';
import { prepare } from '../optimise/prepare.ts';
import { compressTextures } from '../optimise/textures.ts';
import { trianglesIn } from '../optimise/count.ts';
import type { Imported, Made } from '../types.ts';
import { giveVrm } from '../vrm/give.ts';
import { namedNodes } from '../vrm/named.ts';

export interface LodOptions {
  signal: AbortSignal;
  progress(part: number): void;
}

/** model-viewer knows no levels of detail in one file: each is a file of its own. The last is for lists and previews only. */
const levels = [
  { ratio: 0.5, edge: 1024, error: 0.005 },
  { ratio: 0.2, edge: 512, error: 0.02 },
];

/** Lighter copies of the model: half of its triangles and textures of 1024², a fifth and 512². */
export async function makeLods(imported: Imported, { signal, progress }: LodOptions): Promise<Made[]> {
  const files: Made[] = [];
  for (const [index, level] of levels.entries()) {
    signal.throwIfAborted();
    const { document, glb } = await lighter(imported, level, signal);
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
  const glb = await packMeshopt(await writeGlb(copy));
  return { document: copy, glb: vrm ? giveVrm(glb, vrm).glb : glb };
}
