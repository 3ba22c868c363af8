import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The folder beside the packaged service that holds these scripts; in a clone they come from node_modules. */
export const scriptsFolder = 'viewer';

/** name in the page → npm package and file in it. */
const sources: Record<string, [string, string]> = {
  'model-viewer.js': ['@google/model-viewer', 'dist/model-viewer.min.js'],
  // the classic script: model-viewer adds it as one
  'meshopt_decoder.js': ['meshoptimizer', 'meshopt_decoder.cjs'],
  'draco_wasm_wrapper.js': ['three', 'examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js'],
  'draco_decoder.wasm': ['three', 'examples/jsm/libs/draco/gltf/draco_decoder.wasm'],
  'draco_decoder.js': ['three', 'examples/jsm/libs/draco/gltf/draco_decoder.js'],
};

/** The file of an installed package, whatever its `exports` say: the folders that require() would search, in order. */
function installed(from: string, name: string, file: string): string | null {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  return folders.map((folder) => path.join(folder, name, file)).find((candidate) => existsSync(candidate)) ?? null;
}

/** The viewer's script and its decoders as files, by the name that the page asks for; null where one is missing. For packaging too. */
export function viewerScripts(from: string = import.meta.filename): Map<string, string> | null {
  const beside = path.join(path.dirname(from), scriptsFolder);
  const found = Object.entries(sources).map(([name, [owner, file]]): [string, string | null] => {
    const packaged = path.join(beside, name);
    return [name, existsSync(packaged) ? packaged : installed(from, owner, file)];
  });
  return found.some(([, file]) => file === null) ? null : new Map(found as [string, string][]);
}

const media: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };

/** What the page may fetch: its own document and the scripts, from memory. */
export function servedFiles(scripts: ReadonlyMap<string, string>, page: string): Map<string, { contentType: string; body: Buffer }> {
  const files = new Map([['/', { contentType: 'text/html', body: Buffer.from(page) }]]);
  for (const [name, file] of scripts) {
    files.set(`/${name}`, { contentType: media[path.extname(name)] ?? 'application/octet-stream', body: readFileSync(file) });
  }
  return files;
}
