import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { canReach, type Account } from '../../src/kernel/account.ts';
import { unzip } from '../download.ts';
import { exec, ExecError } from '../exec.ts';
import { StartFault } from '../fault.ts';
import { ownFolder } from '../home.ts';
import type { Php } from '../php.ts';
import type { SitePlace } from '../site.ts';
import { literal } from '../wpconfig.ts';

const command = fileURLToPath(new URL('./php.ts', import.meta.url));
const resolve = (name: string): string => createRequire(import.meta.url).resolve(name);

/** WordPress Playground's PHP as a command. Throws a fault when npm has not brought it, or this Node cannot run it. */
export async function portablePhp(): Promise<Php> {
  const php = { kind: 'portable' as const, command: process.execPath, args: ['--no-warnings', command], env: {}, root: null };
  try {
    return { ...php, version: (await exec(php.command, [...php.args, '-r', 'echo PHP_VERSION;'])).trim() };
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new StartFault(
      `WordPress Playground's PHP does not run here: ${error.message}`,
      'Run npm install again (without --omit=dev); or install PHP 8.1 and MariaDB, so that the portable stack is not needed.',
      error,
    );
  }
}

/** The account that the shop runs as: root's stand-in where it can reach Node and this working copy, else our own. */
export const portableAccount = (account: Account | null): Account | null =>
  [process.execPath, command, resolve('@php-wasm/node')].every((file) => canReach(path.dirname(file), account)) ? account : null;

/** Puts WordPress' SQLite drop-in in place, with its database folder. Returns what it is, for people. */
export async function placeSqlite({ folder, php, account }: Pick<SitePlace, 'folder' | 'php' | 'account'>): Promise<string> {
  const content = path.join(folder, 'wp-content');
  const library = path.join(content, 'plugin-sqlite-database-integration');
  if (!existsSync(path.join(library, 'load.php'))) {
    await unzip(php, path.join(path.dirname(resolve('@wp-playground/cli/package.json')), 'sqlite-database-integration.zip'), content);
  }
  const template = readFileSync(path.join(library, 'db.copy'), 'utf8');
  const named = template.replace("'{SQLITE_IMPLEMENTATION_FOLDER_PATH}'", literal(library)).replaceAll('{SQLITE_PLUGIN}', 'none/none.php');
  writeFileSync(path.join(content, 'db.php'), named);
  ownFolder(path.join(content, 'database'), account);
  if (account) await exec('chown', ['-R', `${account.uid}:${account.gid}`, library, path.join(content, 'database')]);
  const sqlite = await exec(php.command, [...php.args, '-r', 'echo SQLite3::version()["versionString"];'], {
    env: { ...process.env, ...php.env },
  });
  return `SQLite ${sqlite.trim()}`;
}
