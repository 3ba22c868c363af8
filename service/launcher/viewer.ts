import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { StartFault } from './fault.ts';

/** What a visitor's page may load of ours before anything heavy, in bytes as gzip −9 makes them. */
export const BEFORE_ANYTHING_HEAVY = 3000;

/** Scripts of the blocks that visitors get: entry → its folder of blocks/. */
const scripts = { view: 'model-viewer', lookbook: 'lookbook' };

interface Vendored {
  /** folders of npm packages, from the repository's root; the package names their licences. */
  packages: string[];
  files: { from: string; to: string }[];
}

/** Packages whose code ships: the viewer has some inside. */
const packages = [
  '@google/model-viewer',
  'meshoptimizer',
  'three',
  'lit',
  'lit-html',
  'lit-element',
  '@lit/reactive-element',
  '@monogrid/gainmap-js',
];

/** The viewer and its decoders, under names that bear their versions: nobody's cache holds another one. */
function vendored(root: string): Vendored {
  const require = createRequire(path.join(root, 'service/launcher/viewer.ts'));
  const folders = packages.map((name) => folderOf(require, name));
  const [viewer = '', meshopt = '', three = ''] = folders;
  const version = (folder: string): string =>
    (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;
  const draco = path.join(three, 'examples/jsm/libs/draco/gltf');
  return {
    packages: folders.map((folder) => path.relative(root, folder).split(path.sep).join('/')),
    files: [
      { from: path.join(viewer, 'dist/model-viewer.min.js'), to: `model-viewer-${version(viewer)}.min.js` },
      // The classic script: the viewer loads it with a <script>.
      { from: path.join(meshopt, 'meshopt_decoder.cjs'), to: `meshopt-decoder-${version(meshopt)}.js` },
      ...['ar.svg', 'variations.js'].map((name) => ({ from: path.join(root, 'blocks/model-viewer', name), to: name })),
      ...['draco_decoder.js', 'draco_decoder.wasm', 'draco_wasm_wrapper.js'].map((name) => ({
        from: path.join(draco, name),
        to: `draco-${version(three)}/${name}`,
      })),
    ],
  };
}

/** A package's folder; its exports may hide its package.json. */
function folderOf(require: NodeJS.Require, name: string): string {
  const found = (require.resolve.paths(name) ?? []).map((folder) => path.join(folder, name)).find((folder) => readable(folder));
  if (found) return found;
  throw new StartFault(`${name} is not installed, which shows models in 3D.`, 'Run npm install, then npm start again.');
}

function readable(folder: string): boolean {
  try {
    return readdirSync(folder).includes('package.json');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function bundle(root: string, target: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(scripts).map(([name, folder]) => [name, `blocks/${folder}/view.ts`])),
    outdir: target,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    chunkNames: '[name]-[hash]',
    logLevel: 'silent',
  });
}

/** Bytes of a script of ours as a page gets it. */
export const weight = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length;

/**
 * Puts what shows models in a visitor's page into plugin/build/viewer: our scripts, the viewer, its decoders, and viewer.json that names them
 * for PHP. Stops when what comes before anything heavy has grown too heavy itself. Returns how heavy that is.
 */
export async function buildViewer(root: string, place = path.join(root, 'plugin/build/viewer')): Promise<string> {
  const target = `${place}.new-${process.pid}`;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const { files, packages } = vendored(root);
  for (const { from, to } of files) cpSync(from, path.join(target, to));
  const swatches = path.join(root, 'plugin/admin/models/swatches');
  if (existsSync(swatches)) cpSync(swatches, path.join(target, 'swatches'), { recursive: true });
  await bundle(root, target);
  const bytes = weight(path.join(target, 'view.js'));
  if (bytes > BEFORE_ANYTHING_HEAVY) {
    rmSync(target, { recursive: true, force: true });
    throw new StartFault(
      `blocks/model-viewer/view.ts weighs ${bytes} bytes gzipped, more than ${BEFORE_ANYTHING_HEAVY}.`,
      'Move what only a live viewer needs into live.ts, which is loaded with it.',
    );
  }
  const named = (start: string): string => files.find(({ to }) => to.startsWith(start))!.to;
  const [viewer, meshopt, draco] = [named('model-viewer-'), named('meshopt-decoder-'), named('draco-')];
  writeFileSync(path.join(target, 'viewer.json'), `${JSON.stringify({ viewer, meshopt, draco: `${path.posix.dirname(draco)}/` })}\n`);
  writeFileSync(path.join(target, 'packages.json'), `${JSON.stringify(packages)}\n`);
  rmSync(place, { recursive: true, force: true });
  renameSync(target, place);
  return `${bytes} bytes before the viewer`;
}
