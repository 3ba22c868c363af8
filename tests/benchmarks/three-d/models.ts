import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../../../service/launcher/software.ts';
import { chooseModel } from '../../../service/src/pipeline/choose.ts';
import { readUpload } from '../../../service/src/pipeline/source.ts';
import { writeGlb } from '../../../service/src/pipeline/optimise/io.ts';
import type { Imported } from '../../../service/src/pipeline/types.ts';

export interface BenchModel {
  name: string;
  imported: Imported;
  /** what the peers are given: the file itself where it is a GLB, else what the importer made of it. */
  glb: Uint8Array;
}

/** The models that everything here is tried with; a folder beside the repository. */
export const sharedModels = path.resolve(repository, '../shared/models');

const known = /\.(glb|vrm|fbx|zip|gltf|obj)$/i;

/** The model files of some folders, by name; a folder that is not there holds none. */
export function modelFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => known.test(name))
          .sort()
          .map((name) => path.join(folder, name))
      : [],
  );
}

/** Reads a model by the product's own importers. */
export async function openModel(file: string): Promise<BenchModel> {
  const name = path.basename(file);
  const chosen = await chooseModel(await readUpload({ path: file, name }), name);
  const read = await chosen.format.read(chosen.set, { signal: new AbortController().signal, progress: () => undefined });
  if (!read.ok) throw new Error(`${name}: ${read.error.message}`);
  const own = /\.(glb|vrm)$/i.test(name);
  return { name, imported: read.value, glb: own ? readFileSync(file) : await writeGlb(read.value.document) };
}
