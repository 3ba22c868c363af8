import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { scriptsFolder, viewerScripts } from '../src/adapters/chromium/scripts.ts';
import { transcoderFiles, transcoderFolder } from '../src/pipeline/gltf/ktx2/files.ts';
import type { Entry } from './archive.ts';

/**
 * Packages that lie beside the bundle as they are, because they find files of their own by their place: native modules, WebAssembly, or code that
 * bundlers cannot follow. sharp's native part is the one of the machine that packs (docs/deploy/README.md says how to bring another's).
 */
export const external = ['sharp', 'assimpjs', 'draco3dgltf', 'gltfpack', 'gltf-validator', 'playwright-core'];

/** What such a package does not need to run. */
const idle = [
  /\.(d\.ts|d\.mts|d\.cts|map|md|html|glb|drc|bat|dart|txt)$/i,
  /^(docs?|examples?|tests?|tools|types|src|install|bin|range\.bnf|CMakeLists)(\/|$)/,
  /^lib\/(vite|tools|xdg-open)(\/|$)/, // playwright's own screens
];

interface Manifest {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

/** The folder of a package as another one finds it; null: it is not installed (an optional part for another machine). */
function folderOf(name: string, from: string): string | null {
  const places = createRequire(path.join(from, 'package.json')).resolve.paths(name) ?? [];
  return places.map((place) => path.join(place, name)).find((folder) => existsSync(path.join(folder, 'package.json'))) ?? null;
}

/** The packages and all that they depend on, by name. */
function withDependencies(root: string): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, from: string, optional: boolean): void => {
    if (found.has(name)) return;
    const folder = folderOf(name, from);
    if (!folder) {
      if (optional) return;
      throw new Error(`${name}, which the packed service needs beside it, is not installed. Run npm install.`);
    }
    found.set(name, folder);
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(folder);
    for (const next of Object.keys(dependencies)) if (!(next in optionalDependencies)) add(next, folder, false);
    for (const next of Object.keys(optionalDependencies)) add(next, folder, true);
  };
  for (const name of external) add(name, path.join(root, 'service'), false);
  return found;
}

function filesOf(name: string, folder: string): Entry[] {
  const relative = (file: string): string => path.relative(folder, file).split(path.sep).join('/');
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name))
    .filter((file) => !relative(file).includes('node_modules/'))
    .filter((file) => /licen[cs]e/i.test(relative(file)) || !idle.some((pattern) => pattern.test(relative(file))))
    .sort()
    .map((file) => ({ name: `node_modules/${name}/${relative(file)}`, content: readFileSync(file) }));
}

/** The packages and the viewer's scripts that lie beside the packed service, and the folders of all of them relative to the repository. */
export function besideBundle(root: string): { entries: Entry[]; packages: string[] } {
  const packages = withDependencies(root);
  const scripts = viewerScripts(path.join(root, 'service/src/adapters/chromium/scripts.ts'));
  if (!scripts) throw new Error('The viewer’s scripts are not installed. Run npm install.');
  const entries = [...packages].flatMap(([name, folder]) => filesOf(name, folder));
  for (const [name, file] of scripts) entries.push({ name: `${scriptsFolder}/${name}`, content: readFileSync(file) });
  const transcoder = transcoderFiles(path.join(root, 'service/src/pipeline/child.ts'));
  for (const [name, file] of transcoder) entries.push({ name: `${transcoderFolder}/${name}`, content: readFileSync(file) });
  const owners = [...scripts.values(), ...transcoder.values()].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)![0]);
  return { entries, packages: [...new Set([...packages.values(), ...owners])].map((folder) => path.relative(root, folder)).sort() };
}
