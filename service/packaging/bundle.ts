import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, type BuildOptions, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import type { Entry } from './archive.ts';
import { besideBundle, external } from './beside.ts';
import { withVersion } from './release.ts';

/** Drivers of other databases, which knex and others name but never load for PostgreSQL. */
const never = ['better-sqlite3', 'sqlite3', 'mysql', 'mysql2', 'oracledb', 'tedious', 'pg-native', 'pg-query-stream', 'mariadb'];

/** CommonJS packages want require and __dirname; the latter leads argon2 to the folder prebuilds beside the bundle. */
const banner = `import { createRequire as devskyyRequire } from 'node:module';
const require = devskyyRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write('DevSkyy service needs Node 24 or newer; this is ' + process.versions.node + ' (' + process.execPath + ').\\n');
  process.exit(1);
}`;

/** The module that takes the place of service/src/discovery.ts: everything that a source tree scans for, named. */
export function discoveryModule(agents: readonly string[], migrations: readonly string[], providers: readonly string[]): string {
  const map = (names: readonly string[], specifier: (name: string) => string): string =>
    names.map((name) => `  ${JSON.stringify(name)}: () => import(${JSON.stringify(specifier(name))}),`).join('\n');
  return [
    `const agents = {\n${map(agents, (name) => `./agents/catalog/${name}/index.ts`)}\n};`,
    `const steps = {\n${map(migrations, (name) => `../migrations/${name}`)}\n};`,
    `const providers = {\n${providers.map(providerLine).join('\n')}\n};`,
    'export const agentModules = async () => agents;',
    'export const migrations = async () => steps;',
    'export const providerModules = async () => providers;',
    '',
  ].join('\n');
}

/** The name of the pipeline's child process in a release. */
const childName = 'devskyy-3d-child.mjs';

const childModule = `import { fileURLToPath } from 'node:url';
export const childFile = () => fileURLToPath(new URL('./${childName}', import.meta.url));
`;

/** The module that takes the place of service/src/pipeline/formats/registry.ts' search: the formats, named. */
function formatsModule(root: string): string {
  const folder = path.join(root, 'service/src/pipeline/formats');
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'index.ts')));
  const imports = names.sort().map((name) => `import('./${name}/index.ts')`);
  return `export const findFormats = async () => (await Promise.all([${imports.join(', ')}])).map(({ format }) => format);\n`;
}

const providerLine = (name: string): string =>
  `  ${JSON.stringify(name)}: { about: () => import("./intelligence/providers/${name}/contract.ts"), wire: () => import("./providers/${name}.mjs") },`;

/** Folders of providers; the wire of each, with the SDK that it speaks through, is a file of its own, read with its first call. */
function providersOf(root: string): string[] {
  const folder = path.join(root, 'service/src/intelligence/providers');
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'index.ts')))
    .sort();
}

function discovered(root: string): string {
  const catalog = path.join(root, 'service/src/agents/catalog');
  const agents = readdirSync(catalog).filter((name) => existsSync(path.join(catalog, name, 'index.ts')));
  const migrations = readdirSync(path.join(root, 'service/migrations')).filter((name) => /^\d{3}_.*\.ts$/.test(name));
  return discoveryModule(agents.sort(), migrations.sort(), providersOf(root));
}

/**
 * esbuild escapes all but regular expressions. One character outside ASCII doubles what the whole source text takes, which stays in memory
 * for good: two bytes a character. In a regular expression an escape means the same, of a surrogate pair (with the flag u) as well.
 */
export const asciiOnly = (source: string): string =>
  source.replaceAll(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** zod's messages in fifty languages: the service speaks English, and nothing else asks for them. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup(context) {
    context.onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** Puts the generated module and the release's version in place of what the source tree says. */
const released = (root: string, version: string): Plugin => ({
  name: 'released',
  setup(context) {
    const source = path.join(root, 'service/src');
    context.onLoad({ filter: /[/\\]service[/\\]src[/\\]discovery\.ts$/ }, () => ({
      contents: discovered(root),
      loader: 'js',
      resolveDir: source,
    }));
    context.onLoad({ filter: /[/\\]pipeline[/\\]child-file\.ts$/ }, () => ({ contents: childModule, loader: 'js', resolveDir: source }));
    context.onLoad({ filter: /[/\\]pipeline[/\\]formats[/\\]registry\.ts$/ }, () => ({
      contents: formatsModule(root),
      loader: 'js',
      resolveDir: path.join(source, 'pipeline/formats'),
    }));
    context.onLoad({ filter: /[/\\]service[/\\]src[/\\]app[/\\]version\.ts$/ }, ({ path: file }) => ({
      contents: withVersion('service/src/app/version.ts', readFileSync(file, 'utf8'), version),
      loader: 'ts',
      resolveDir: source,
    }));
  },
});

export interface Bundle {
  entries: Entry[];
  /** folders of the npm packages inside, relative to the repository. */
  packages: string[];
}

interface Program {
  entry: Entry;
  packages: string[];
}

const common = (root: string): BuildOptions & { write: false; metafile: true } => ({
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // the source text stays in memory for good: one byte a character, and no blanks
  charset: 'ascii',
  minifyWhitespace: true,
  lineLimit: 200,
  legalComments: 'none', // their texts are in THIRD-PARTY-LICENSES.txt
  logLevel: 'silent',
});

const code = ({ text }: OutputFile, name: string): Entry => ({ name, content: Buffer.from(asciiOnly(text)) });

async function bundle(root: string, version: string, { source, name }: { source: string; name: string }): Promise<Program> {
  const { outputFiles, metafile } = await build({
    ...common(root),
    entryPoints: [source],
    outfile: name,
    external: [...never, ...external, './providers/*.mjs'],
    banner: { js: banner },
    plugins: [released(root, version), englishOnly],
  });
  return { entry: code(outputFiles[0]!, name), packages: packagesIn(metafile) };
}

/** providers/<name>.mjs, and what two of them share: their SDK. */
async function bundleWires(root: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...common(root),
    entryPoints: providersOf(root).map((name) => ({ in: `service/src/intelligence/providers/${name}/index.ts`, out: name })),
    outdir: 'providers',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: 'shared-[hash]',
    plugins: [englishOnly],
  });
  return { entries: outputFiles.map((file) => code(file, `providers/${path.basename(file.path)}`)), packages: packagesIn(metafile) };
}

/**
 * The service as one file and the 3D pipeline's child process as another, and what they need beside them: providers' wires, native modules,
 * WebAssembly, the viewer's scripts and PostgreSQL's guard.
 */
export async function bundleService(root: string, version: string): Promise<Bundle> {
  const service = await bundle(root, version, { source: 'service/src/main.ts', name: 'devskyy-service.mjs' });
  const child = await bundle(root, version, { source: 'service/src/pipeline/child.ts', name: childName });
  const wires = await bundleWires(root);
  const beside = besideBundle(root);
  const guard = readFileSync(path.join(root, 'service/src/adapters/postgres/guard.sh'));
  return {
    entries: [
      service.entry,
      child.entry,
      ...wires.entries,
      { name: 'guard.sh', content: guard },
      ...nativeModules(root),
      ...beside.entries,
    ],
    packages: [...new Set([...service.packages, ...child.packages, ...wires.packages, ...beside.packages])].sort(),
  };
}

/** argon2's compiled modules for each platform, where node-gyp-build looks for them: prebuilds/<platform>-<arch>/. */
function nativeModules(root: string): Entry[] {
  const resolve = createRequire(path.join(root, 'service/package.json')).resolve;
  const folder = path.join(path.dirname(resolve('argon2/package.json')), 'prebuilds');
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && file.name.endsWith('.node'))
    .map((file) => path.join(file.parentPath, file.name))
    .map((file) => ({ name: `prebuilds/${path.relative(folder, file).split(path.sep).join('/')}`, content: readFileSync(file) }));
}

/** Folders of the npm packages whose code is in the output. */
function packagesIn(metafile: Metafile): string[] {
  const inputs = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return foldersOf(inputs);
}

/** The package folder (…/node_modules/name) of each file, without files of our own, each once. */
export function foldersOf(files: readonly string[]): string[] {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}
