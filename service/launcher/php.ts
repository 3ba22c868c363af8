import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { canReach, type Account } from '../src/kernel/account.ts';
import type { Cache } from './cache.ts';
import type { Debian } from './debian.ts';
import { exec, ExecError, which } from './exec.ts';
import { StartFault } from './fault.ts';

/** How to run PHP: command, its leading arguments, and what its environment needs besides. */
export interface Php {
  /** the machine's own or the distribution's; or WordPress Playground's, compiled to WebAssembly. */
  kind: 'native' | 'portable';
  command: string;
  args: string[];
  env: Record<string, string>;
  /** e.g. 8.2.33 */
  version: string;
  /** the unpacked packages' folder; null for the machine's own PHP. */
  root: string | null;
}

const needed = ['mysqli', 'openssl', 'mbstring', 'gd', 'curl', 'zip', 'intl'];
const packages = ['cli', 'common', 'opcache', 'mysql', 'gd', 'mbstring', 'xml', 'curl', 'zip', 'intl'];
/** In the order in which they load: mysqli wants mysqlnd, the XML family wants dom. */
const modules = ['mysqlnd', 'pdo', 'xml', 'dom', 'simplexml', 'xmlreader', 'xmlwriter', 'ctype', 'fileinfo', 'tokenizer', 'iconv', 'exif'];
const more = ['posix', 'phar', 'mbstring', 'gd', 'curl', 'zip', 'intl', 'mysqli'];

interface Wish {
  searchPath: string;
  cache: Cache;
  debian: Debian | null;
  /** the account that must be able to run it. */
  account: Account | null;
}

/** PHP ≥ 8.1 with what WordPress wants: from the PATH, else the distribution's own packages, unpacked into the cache. */
export async function findPhp(wish: Wish): Promise<Php> {
  const own = which(['php'], wish.searchPath);
  const found = own && canReach(own, wish.account) ? await inspect({ command: own, args: [], env: {} }) : null;
  if (own && found && found.lacks.length === 0)
    return { kind: 'native', command: own, args: [], env: {}, version: found.version, root: null };
  const why = !own || !found ? 'There is no PHP here that can be used' : `PHP ${found.version} here lacks ${found.lacks.join(', ')}`;
  if (!wish.debian) {
    throw new StartFault(
      `${why}, and this is not Debian or Ubuntu, where it could be unpacked.`,
      `Install PHP 8.1 or newer with the extensions ${needed.join(', ')}.`,
    );
  }
  const root = await unpack(wish.cache, wish.debian, why);
  return phpIn(root);
}

async function unpack(cache: Cache, debian: Debian, why: string): Promise<string> {
  const cached = cache.list('php').sort().at(-1);
  if (cached) return cache.path(`php/${cached}`);
  const versions = ['8.6', '8.5', '8.4', '8.3', '8.2', '8.1'];
  const offered = await debian.known(versions.map((version) => `php${version}-cli`));
  const version = versions.find((candidate) => offered.includes(`php${candidate}-cli`));
  if (!version)
    throw new StartFault(
      `${why}, and this distribution has no PHP 8.1 or newer.`,
      'Use Debian 12, Ubuntu 22.04 or newer, or put PHP 8.1 with its extensions in the PATH.',
    );
  const names = await debian.known(packages.map((name) => `php${version}-${name}`));
  return cache.fill(`php/${version}`, (folder) => debian.unpackFor(names, folder));
}

/** The unpacked PHP of a folder. No php.ini is read: extensions come on the command line, so that the folder can move. */
export async function phpIn(root: string): Promise<Php> {
  const bin = path.join(root, 'usr/bin');
  const command = path.join(bin, readdirSync(bin).find((name) => /^php\d\.\d$/.test(name)) ?? 'php');
  const api = readdirSync(path.join(root, 'usr/lib/php')).find((name) => /^20\d{6}/.test(name)) ?? '';
  const extensions = path.join(root, 'usr/lib/php', api);
  const has = (name: string): boolean => existsSync(path.join(extensions, `${name}.so`));
  const args = ['-n', '-d', `extension_dir=${extensions}`, ...(has('opcache') ? ['-d', 'zend_extension=opcache.so'] : [])];
  args.push(...[...modules, ...more].filter(has).flatMap((name) => ['-d', `extension=${name}.so`]));
  const env = { LD_LIBRARY_PATH: libraryPath(root) };
  const found = await inspect({ command, args, env });
  if (!found || found.lacks.length > 0) {
    throw new StartFault(
      `The unpacked PHP in ${root} does not run here${found ? ` (it lacks ${found.lacks.join(', ')})` : ''}.`,
      `Delete ${root} and run npm start again, or install PHP with the extensions ${needed.join(', ')}.`,
    );
  }
  return { kind: 'native', command, args, env, version: found.version, root };
}

/** The library folders of unpacked packages, for LD_LIBRARY_PATH. */
export function libraryPath(root: string): string {
  const libs = [path.join(root, 'usr/lib'), path.join(root, 'lib')].filter((folder) => existsSync(folder));
  const triplets = libs.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.includes('-linux-'))
      .map((name) => path.join(folder, name)),
  );
  return [...triplets, ...libs].join(':');
}

async function inspect(php: Pick<Php, 'command' | 'args' | 'env'>): Promise<{ version: string; lacks: string[] } | null> {
  const code = `echo json_encode(['version' => PHP_VERSION, 'id' => PHP_VERSION_ID, 'has' => array_map('strtolower', get_loaded_extensions())]);`;
  try {
    const answer = JSON.parse(
      await exec(php.command, [...php.args, '-d', 'display_errors=stderr', '-r', code], { env: { ...process.env, ...php.env } }),
    ) as {
      version: string;
      id: number;
      has: string[];
    };
    const old = answer.id < 80100 ? ['PHP 8.1'] : [];
    return { version: answer.version.split('-')[0] as string, lacks: [...old, ...needed.filter((name) => !answer.has.includes(name))] };
  } catch (error) {
    if (error instanceof ExecError || error instanceof SyntaxError) return null;
    throw error;
  }
}
