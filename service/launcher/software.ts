import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Account } from '../src/kernel/account.ts';
import { openCache, type Cache } from './cache.ts';
import { findDebian, type Debian } from './debian.ts';
import type { LauncherEnvironment } from './environment.ts';
import { reachable } from './home.ts';
import { findDatabaseServer, serverIn, type DatabaseServer } from './mariadb.ts';
import { findPhp, phpIn, type Php } from './php.ts';
import { StartFault } from './fault.ts';
import type { Stack } from './options.ts';
import { portablePhp } from './portable/index.ts';
import type { Progress } from './progress.ts';
import { findWooCommerce, type WooCommerce } from './woocommerce.ts';
import { findWordPress, type WordPressCore } from './wordpress.ts';

/** What a site is made of, found or fetched, and runnable by the account that will run it. */
export interface Software {
  php: Php;
  /** null: SQLite, of the portable stack. */
  database: DatabaseServer | null;
  wordpress: WordPressCore;
  woocommerce: WooCommerce | null;
}

export interface SoftwareWish {
  environment: LauncherEnvironment;
  cache: Cache;
  debian: Debian | null;
  account: Account | null;
  home: string;
  version: 'newest' | '6.8';
  /** null: native where it can be had, else portable. */
  stack: Stack | null;
  /** whether to look for a WooCommerce at all. */
  woocommerce: boolean;
  progress: Progress;
}

/** The tools that find software: cache and apt. */
export function openTools(environment: LauncherEnvironment): { cache: Cache; debian: Debian | null } {
  const cache = openCache(environment.cache);
  return { cache, debian: findDebian(environment.searchPath, cache) };
}

const keyOf = (name: string, folder: string): string => `${name}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;

async function php(wish: SoftwareWish): Promise<Php> {
  const found = await findPhp({ ...wish, searchPath: wish.environment.searchPath });
  if (!found.root) return found;
  const root = reachable(found.root, { home: wish.home, key: keyOf('php', found.root), account: wish.account });
  return root === found.root ? found : phpIn(root);
}

async function database(wish: SoftwareWish): Promise<DatabaseServer> {
  const found = await findDatabaseServer({ ...wish, searchPath: wish.environment.searchPath });
  if (!found.root) return found;
  const root = reachable(found.root, { home: wish.home, key: keyOf('mariadb', found.root), account: wish.account });
  return root === found.root ? found : serverIn(root);
}

/** The same, each as soon as it is there. */
export interface Seeking {
  php: Promise<Php>;
  database: Promise<DatabaseServer | null>;
  wordpress: Promise<WordPressCore>;
  woocommerce: Promise<WooCommerce | null>;
}

/** Looks for everything side by side; only zip files have to wait for PHP, which unpacks them. */
export function seekSoftware(wish: SoftwareWish): Seeking {
  const { progress, cache, debian, environment } = wish;
  const means = wish.stack === 'portable' ? seekPortable(wish) : seekNative(wish);
  const interpreter = means.then((found) => found.php);
  const server = means.then((found) => found.database);
  const wordpress = progress.step('WordPress', async (detail) => {
    const core = await findWordPress({ given: environment.wordpress, version: wish.version, cache, debian, php: interpreter, progress });
    detail(`${core.version}, ${core.from}`);
    return core;
  });
  const woocommerce = wish.woocommerce ? seekWooCommerce(wish, interpreter) : Promise.resolve(null);
  for (const search of [interpreter, server, wordpress, woocommerce]) search.catch(() => undefined); // whoever needs it awaits it; another may fail first
  return { php: interpreter, database: server, wordpress, woocommerce };
}

type Means = Pick<Software, 'php' | 'database'>;

/** The machine's or the distribution's PHP and database server; where either cannot be had, and nobody insists, the portable stack. */
async function seekNative(wish: SoftwareWish): Promise<Means> {
  const unpacked = (root: string | null, command: string): string => (root ? ", the distribution's packages, unpacked" : ` at ${command}`);
  const interpreter = wish.progress.step('PHP', async (detail) => {
    const found = await php(wish);
    detail(`${found.version}${unpacked(found.root, found.command)}`);
    return found;
  });
  const server = wish.progress.step('Database server', async (detail) => {
    const found = await database(wish);
    detail(`${found.kind} ${found.version}${unpacked(found.root, found.command)}`);
    return found;
  });
  const [foundPhp, foundServer] = await Promise.allSettled([interpreter, server]);
  if (foundPhp.status === 'fulfilled' && foundServer.status === 'fulfilled') return { php: foundPhp.value, database: foundServer.value };
  const why: unknown = [foundPhp, foundServer].find((result) => result.status === 'rejected')?.reason;
  if (wish.stack === 'native' || !(why instanceof StartFault)) throw why;
  wish.progress.note(`${why.message} The shop runs on WordPress Playground with SQLite instead: the same product, slower`);
  return seekPortable(wish);
}

async function seekPortable({ progress }: SoftwareWish): Promise<Means> {
  const found = await progress.step('PHP', async (detail) => {
    const portable = await portablePhp();
    detail(`${portable.version}, WordPress Playground's (WebAssembly)`);
    return portable;
  });
  return { php: found, database: null };
}

async function seekWooCommerce({ environment, cache, progress }: SoftwareWish, interpreter: Promise<Php>): Promise<WooCommerce | null> {
  const found = await findWooCommerce({ given: environment.woocommerce, cache, php: interpreter, progress });
  if (found) progress.note(`WooCommerce ${found.version}, ${found.from}`);
  return found;
}

/** Finds everything. */
export async function findSoftware(wish: SoftwareWish): Promise<Software> {
  const seeking = seekSoftware(wish);
  const [interpreter, server, wordpress, woocommerce] = await Promise.all([
    seeking.php,
    seeking.database,
    seeking.wordpress,
    seeking.woocommerce,
  ]);
  return { php: interpreter, database: server, wordpress, woocommerce };
}

export const repository = path.resolve(import.meta.dirname, '../..');
