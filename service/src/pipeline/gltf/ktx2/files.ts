import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The folder beside a packaged service that holds the transcoder; in a clone it comes from node_modules. */
export const transcoderFolder = 'transcoder';

export const transcoderNames = ['basis_transcoder.js', 'basis_transcoder.wasm'] as const;

/** Where Basis Universal's transcoder lies, by the names of its two files. Throws when an installation lacks it. For packaging too. */
export function transcoderFiles(from: string = import.meta.filename): Map<(typeof transcoderNames)[number], string> {
  const folders = createRequire(from).resolve.paths('three') ?? [];
  const places = [
    path.join(path.dirname(from), transcoderFolder),
    ...folders.map((folder) => path.join(folder, 'three/examples/jsm/libs/basis')),
  ];
  const place = places.find((folder) => transcoderNames.every((name) => existsSync(path.join(folder, name))));
  if (place === undefined) throw new Error('The transcoder of KTX2 textures is not installed. Run npm install.');
  return new Map(transcoderNames.map((name) => [name, path.join(place, name)]));
}
