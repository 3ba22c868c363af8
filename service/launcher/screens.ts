import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { exec, ExecError } from './exec.ts';
import { StartFault } from './fault.ts';

/** Everything that the screens and blocks are built from, relative to the repository. */
const sources = [
  'plugin/admin',
  'plugin/ui',
  'plugin/webpack.config.js',
  'plugin/package.json',
  'plugin/tsconfig.json',
  'blocks',
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

/** Runs wp-scripts in plugin/ when a source has changed since the last build that ended well. */
export async function buildScreens(root: string): Promise<'built' | 'unchanged'> {
  const plugin = path.join(root, 'plugin');
  const stamp = path.join(plugin, 'build/.sources');
  const hash = hashOfSources(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'unchanged';
  mkdirSync(path.dirname(stamp), { recursive: true });
  rmSync(stamp, { force: true });
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
    await exec(process.execPath, [scripts, 'build'], { cwd: plugin, env: { ...process.env, NODE_ENV: 'production' } });
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new StartFault(
      `The screens could not be built.\n${error.output.trim().split('\n').slice(-25).join('\n')}`,
      'Mend what the compiler says, then run npm run build.',
      error,
    );
  }
  writeFileSync(stamp, hash);
  return 'built';
}
