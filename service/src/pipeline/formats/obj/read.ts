import path from 'node:path';
import { OBJLoader } from 'three/examples/jsm/loaders/OBJLoader.js';
import { MTLLoader } from 'three/examples/jsm/loaders/MTLLoader.js';
import type { Note } from '../../contract.ts';
import { findFile } from '../../scan/uris.ts';
import { checkMade } from '../../three/checks.ts';
import { toDocument } from '../../three/document.ts';
import { Pictures } from '../../three/pictures.ts';
import type { FileSet, Imported } from '../../types.ts';
import { scanObj } from './scan.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The materials file that the OBJ names, or, where the name was changed on the way, the only one there is. */
function findLibrary(set: FileSet, libraries: readonly string[]): string | null {
  const names = new Set(set.files.keys());
  const folder = path.posix.dirname(set.main);
  for (const library of libraries) {
    const file = findFile(path.posix.normalize(path.posix.join(folder, library.replaceAll('\\', '/'))), names);
    if (file) return file;
  }
  const all = [...names].filter((name) => /\.mtl$/i.test(name));
  return all.length === 1 ? all[0]! : null;
}

/** Reads OBJ by three's OBJLoader and MTLLoader; the pictures come from the upload only. */
export async function readObj(set: FileSet): Promise<Imported> {
  const source = text(set.files.get(set.main)!);
  const { libraries } = scanObj(source);
  const pictures = new Pictures(set);
  const loader = new OBJLoader(pictures.manager);
  const missing: Note[] = [];
  const library = findLibrary(set, libraries);
  if (library) {
    const materials = new MTLLoader(pictures.manager).parse(text(set.files.get(library)!), '');
    materials.preload();
    loader.setMaterials(materials);
  } else if (libraries.length > 0)
    missing.push({
      code: 'materials-missing',
      message: `${libraries[0]} is not in the upload; the model is shown in plain grey.`,
      where: libraries[0]!,
    });
  const root = loader.parse(source);
  root.name = path.posix.basename(set.main).replace(/\.\w+$/, '');
  const { document, repaired, dropped } = await toDocument({ root, clips: [], pictures: await pictures.resolve() });
  checkMade(document, set.main);
  return {
    document,
    importer: 'three OBJLoader 0.183.2',
    repaired,
    dropped: [...missing, ...pictures.dropped, ...dropped],
    warnings: [],
    vrm: null,
  };
}
