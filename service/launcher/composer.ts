import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cache } from './cache.ts';
import type { Debian } from './debian.ts';
import { exec, ExecError, which } from './exec.ts';
import { StartFault } from './fault.ts';
import type { Php } from './php.ts';

const prefixScript = fileURLToPath(new URL('./prefix.php', import.meta.url));

interface Wish {
  /** the repository's root, where composer.json and plugin/ lie. */
  repository: string;
  php: Php;
  cache: Cache;
  debian: Debian | null;
  searchPath: string;
}

interface Manifest {
  require: Record<string, string>;
  'require-dev': Record<string, string>;
  config: { platform: Record<string, string> };
}

/** The third-party PHP that ships with the plugin, under a namespace of its own, so that it meets no other plugin's copy. */
export async function placeVendor(wish: Wish): Promise<'unchanged' | 'copied'> {
  const manifest = JSON.parse(readFileSync(path.join(wish.repository, 'composer.json'), 'utf8')) as Manifest;
  const { php: _php, ...required } = manifest.require;
  const wanted = {
    require: required,
    'require-dev': { 'nikic/php-parser': manifest['require-dev']['nikic/php-parser'] },
    config: { platform: manifest.config.platform, lock: false },
  };
  const text = JSON.stringify(wanted, null, 2);
  const key = createHash('sha256').update(text).update(readFileSync(prefixScript)).digest('hex').slice(0, 16);
  const target = path.join(wish.repository, 'plugin/vendor-prefixed');
  const stamp = path.join(target, '.version');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return 'unchanged';
  const made = await wish.cache.fill(`vendor/${key}`, (folder) => make(wish, text, folder));
  const fresh = `${target}.new`;
  rmSync(fresh, { recursive: true, force: true });
  cpSync(made, fresh, { recursive: true });
  writeFileSync(path.join(fresh, '.version'), key);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
  return 'copied';
}

async function make(wish: Wish, manifest: string, folder: string): Promise<void> {
  const work = path.join(folder, '.work');
  mkdirSync(work);
  writeFileSync(path.join(work, 'composer.json'), manifest);
  const composer = await findComposer(wish);
  const env = { ...process.env, ...wish.php.env, COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_NO_INTERACTION: '1' };
  try {
    const flags = ['install', '--no-progress', '--no-plugins', '--no-scripts', '--prefer-dist', '--quiet'];
    await exec(composer.command, [...composer.args, ...flags], { cwd: work, env });
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new StartFault(
      `Composer could not fetch the plugin's PHP library. ${error.message}`,
      'Check the network (composer diagnose tells more), then run npm start again; it is needed once, then it stays in the cache.',
      error,
    );
  }
  await exec(wish.php.command, [...wish.php.args, prefixScript, path.join(work, 'vendor'), folder, 'DevSkyy\\Vendor'], { env });
  rmSync(work, { recursive: true, force: true });
}

/** Composer from the PATH, run by our PHP (its own may lack zip and curl), else the distribution's with its whole closure, unpacked. */
export async function findComposer(
  wish: Pick<Wish, 'php' | 'cache' | 'debian' | 'searchPath'>,
): Promise<{ command: string; args: string[] }> {
  const own = which(['composer', 'composer.phar'], wish.searchPath);
  if (own) {
    const file = realpathSync(own);
    const head = readFileSync(file).subarray(0, 200).toString('latin1');
    return /^#!.*php|<\?php/.test(head) ? { command: wish.php.command, args: [...wish.php.args, file] } : { command: own, args: [] };
  }
  if (!wish.debian)
    throw new StartFault(
      'Composer is not in the PATH, and this is not Debian or Ubuntu, where it could be unpacked.',
      'Install Composer 2 (getcomposer.org), then run npm start again.',
    );
  const { debian } = wish;
  const root = await wish.cache.fill('composer/packages', (folder) => debian.unpackScripts('composer', folder));
  const include = ['.', path.join(root, 'usr/share/php'), '/usr/share/php'].join(':');
  return { command: wish.php.command, args: [...wish.php.args, '-d', `include_path=${include}`, path.join(root, 'usr/bin/composer')] };
}
