import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Cache } from './cache.ts';
import { exec, ExecError } from './exec.ts';
import { StartFault } from './fault.ts';

/** Everything that the screens are built from, relative to the repository. */
const sources = [
  'plugin/admin',
  'plugin/ui',
  'blocks',
  'plugin/webpack.config.js',
  'plugin/package.json',
  'plugin/tsconfig.json',
  'tsconfig.json',
  'package-lock.json',
];
const contracts = 'service/src';

function* files(root: string, name: string, wanted: (file: string) => boolean): Generator<string> {
  const full = path.join(root, name);
  if (!existsSync(full)) return;
  const entries = readdirSync(full, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    const file = path.relative(root, path.join(entry.parentPath, entry.name));
    if (entry.isFile() && !/(^|\/)(node_modules|build)\//.test(file) && wanted(file)) yield file;
  }
}

/** One hash over the names and contents of all sources; tests do not count. */
export function hashOfSources(root: string): string {
  const hash = createHash('sha256');
  const names = sources.flatMap((name) =>
    /\.\w+$/.test(name) ? (existsSync(path.join(root, name)) ? [name] : []) : [...files(root, name, (file) => !/\.test\.tsx?$/.test(file))],
  );
  names.push(...files(root, contracts, (file) => file.endsWith('contract.ts')));
  for (const name of names.sort())
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(path.join(root, name)))
      .update('\0');
  return hash.digest('hex');
}

/** How many builds stay in the cache. */
const kept = 4;

/**
 * Builds the screens with wp-scripts (plugin/webpack.config.js) when a source has changed. A build goes into the cache by the hash of its
 * sources first: starts side by side build once, and going back to an earlier state takes no build.
 */
export async function buildScreens(root: string, cache: Cache): Promise<'built' | 'from the cache' | 'unchanged'> {
  const target = path.join(root, 'plugin/build/admin');
  const stamp = path.join(target, '.sources');
  const hash = hashOfSources(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'unchanged';
  const key = `screens/${hash.slice(0, 24)}`;
  const known = cache.has(key);
  const made = await cache.fill(key, (folder) => runScripts(root, folder));
  const same = hashOfSources(root) === hash;
  place(made, target, same ? hash : 'edited meanwhile');
  if (!same) rmSync(made, { recursive: true, force: true });
  prune(cache, path.basename(key));
  return known ? 'from the cache' : 'built';
}

async function runScripts(root: string, folder: string): Promise<void> {
  const plugin = path.join(root, 'plugin');
  let scripts: string;
  try {
    scripts = createRequire(path.join(plugin, 'package.json')).resolve('@wordpress/scripts/bin/wp-scripts.js');
  } catch (error) {
    throw new StartFault(
      '@wordpress/scripts is not installed, which builds the screens.',
      'Run npm install (without --omit=dev), then npm start again.',
      error,
    );
  }
  try {
    await exec(process.execPath, [scripts, 'build', `--output-path=${folder}`], {
      cwd: plugin,
      env: { ...process.env, NODE_ENV: 'production' },
    });
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    const said = error.output.trim().split('\n').slice(-25).join('\n');
    throw new StartFault(`The screens could not be built.\n${said}`, 'Mend what the compiler says, then run npm run build.', error);
  }
}

/** Puts a build in place by renaming, so that wp-admin never meets half of one. */
function place(made: string, target: string, hash: string): void {
  const fresh = `${target}.new-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  cpSync(made, fresh, { recursive: true });
  writeFileSync(path.join(fresh, '.sources'), hash);
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

function prune(cache: Cache, current: string): void {
  const age = (name: string): number => statSync(cache.path(`screens/${name}`)).mtimeMs;
  const builds = cache.list('screens').sort((a, b) => age(b) - age(a));
  for (const name of builds.slice(kept)) if (name !== current) rmSync(cache.path(`screens/${name}`), { recursive: true, force: true });
}
