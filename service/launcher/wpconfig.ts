import { chownSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Account } from '../src/kernel/account.ts';

/** A database server on a unix socket; or null: the SQLite drop-in, which keeps its file below wp-content/database. */
export type SiteDatabase = { name: string; user: string; password: string; socket: string } | null;

export interface SiteConfig {
  folder: string;
  url: string;
  database: SiteDatabase;
  /** origins of private networks that the plugin may call: the companion service's own. */
  privateOrigins: string[];
  account: Account | null;
  /** a network of sites in folders, whose main site this is; its tables must be there. */
  network?: boolean;
}

const saltNames = [
  'AUTH_KEY',
  'SECURE_AUTH_KEY',
  'LOGGED_IN_KEY',
  'NONCE_KEY',
  'AUTH_SALT',
  'SECURE_AUTH_SALT',
  'LOGGED_IN_SALT',
  'NONCE_SALT',
];

/** A PHP literal: single quotes, so that nothing in it is read as code. */
export const literal = (value: string | boolean): string =>
  typeof value === 'boolean' ? String(value) : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The salts of an earlier wp-config.php, so that nobody is signed out by a restart; fresh ones where there is none. */
function salts(file: string): Record<string, string> {
  const earlier = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Object.fromEntries(
    saltNames.map((name) => [name, new RegExp(`'${name}', '([0-9a-f]{64})' \\);`).exec(earlier)?.[1] ?? randomBytes(32).toString('hex')]),
  );
}

function constants(config: SiteConfig): Record<string, string | boolean> {
  const { database } = config;
  return {
    DB_NAME: database?.name ?? 'wordpress',
    DB_USER: database?.user ?? '',
    DB_PASSWORD: database?.password ?? '',
    DB_HOST: database ? `localhost:${database.socket}` : '',
    DB_CHARSET: 'utf8mb4',
    DB_COLLATE: '',
    WP_HOME: config.url,
    WP_SITEURL: config.url,
    WP_ENVIRONMENT_TYPE: 'local',
    WP_DEBUG: true,
    WP_DEBUG_LOG: true,
    WP_DEBUG_DISPLAY: false,
    FS_METHOD: 'direct',
    WP_HTTP_BLOCK_EXTERNAL: true,
    WP_ACCESSIBLE_HOSTS: '127.0.0.1,localhost',
    AUTOMATIC_UPDATER_DISABLED: true,
    WP_AUTO_UPDATE_CORE: false,
    DEVSKYY_PRIVATE_ORIGINS: config.privateOrigins.join(','),
    ...(config.network ? networkOf(config.url) : {}),
  };
}

const networkOf = (url: string): Record<string, string | boolean> => ({
  MULTISITE: true,
  SUBDOMAIN_INSTALL: false,
  DOMAIN_CURRENT_SITE: new URL(url).host,
  PATH_CURRENT_SITE: '/',
  SITE_ID_CURRENT_SITE: '1',
  BLOG_ID_CURRENT_SITE: '1',
});

/** Writes wp-config.php anew, as ports and paths may have changed; the salts stay. */
export function writeConfig(config: SiteConfig): void {
  const file = path.join(config.folder, 'wp-config.php');
  const defines = Object.entries({ ...constants(config), ...salts(file) }).map(
    ([name, value]) => `define( '${name}', ${literal(value)} );`,
  );
  const text = [
    '<?php',
    '// Written by npm start, anew each time. Your own settings go into wp-config-own.php beside this file; they come first.',
    "if ( is_file( __DIR__ . '/wp-config-own.php' ) ) {",
    "\trequire __DIR__ . '/wp-config-own.php';",
    '}',
    ...defines.map((line) => line.replace(/^define\( '(\w+)'/, "defined( '$1' ) || define( '$1'")),
    "$table_prefix = 'wp_';",
    "defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );",
    "require_once ABSPATH . 'wp-settings.php';",
    '',
  ].join('\n');
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  if (config.account) chownSync(`${file}.new`, config.account.uid, config.account.gid);
  renameSync(`${file}.new`, file);
}
