import path from 'node:path';
import { OBJLoader } from 'three/examples/jsm/loaders/OBJLoader.js';
import { MTLLoader } from 'three/examples/jsm/loaders/MTLLoader.js';
import type { Note } from '../../contract.ts';
import { findFile } from '../../scan/uris.ts';
import { checkMade } from '../../three/checks.ts';
import { toDocument } from '../../three/document.ts';
import { Pictures } from '../../three/pictures.ts';
import type { FileSet, Imported } from '../../types.ts';
import { cleanMtl } from './materials.ts';
import { scanObj } from './scan.ts';
import { textOf } from './text.ts';

/**
 * The materials files that the OBJ names: a line of `mtllib` is one name, which may hold blanks, or several. Where names were changed on the way, the only
 * one that there is.
 */
function findLibraries(set: FileSet, libraries: readonly string[]): string[] {
  const names = new Set(set.files.keys());
  const folder = path.posix.dirname(set.main);
  const find = (name: string): string | null => findFile(path.posix.normalize(path.posix.join(folder, name.replaceAll('\\', '/'))), names);
  const found = libraries.flatMap((line) => {
    const whole = find(line.replace(/^"(.*)"$/, '$1'));
    return whole === null ? line.split(/\s+/).map(find) : [whole];
  });
  const files = [...new Set(found.filter((file) => file !== null))];
  const all = [...names].filter((name) => /\.mtl$/i.test(name));
  return files.length === 0 && all.length === 1 ? all : files;
}

/** Reads OBJ by three's OBJLoader and MTLLoader; the pictures come from the upload only. */
export async function readObj(set: FileSet): Promise<Imported> {
  const source = scanObj(textOf(set.files.get(set.main)!));
  const { libraries } = source;
  const pictures = new Pictures(set);
  const loader = new OBJLoader(pictures.manager);
  const missing: Note[] = [];
  const files = findLibraries(set, libraries);
  if (files.length > 0) {
    const text = files.map((file) => cleanMtl(textOf(set.files.get(file)!))).join('\n');
    const materials = new MTLLoader(pictures.manager).parse(text, '');
    materials.preload();
    loader.setMaterials(materials);
  } else if (libraries.length > 0)
    missing.push({
      code: 'materials-missing',
      message: `${libraries[0]} is not in the upload; the model is shown in plain grey.`,
      where: libraries[0]!,
    });
  const root = loader.parse(source.text);
  root.name = path.posix.basename(set.main).replace(/\.\w+$/, '');
  const { document, repaired, dropped } = await toDocument({ root, clips: [], pictures: await pictures.resolve() });
  checkMade(document, set.main);
  return {
    document,
    importer: 'three OBJLoader 0.183.2',
    repaired: [...source.repaired, ...repaired],
    dropped: [...source.dropped, ...missing, ...pictures.dropped, ...dropped],
    warnings: [],
    vrm: null,
  };
}
