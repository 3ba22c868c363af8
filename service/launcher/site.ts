import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { canReach, type Account } from '../src/kernel/account.ts';
import { exec, ExecError } from './exec.ts';
import { StartFault } from './fault.ts';
import { copyTree } from './home.ts';
import type { Php } from './php.ts';
import type { WooCommerce } from './woocommerce.ts';
import type { WordPressCore } from './wordpress.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** WordPress' own settings of PHP, for its server and for scripts alike. */
export const phpSettings: Record<string, string> = {
  memory_limit: '256M',
  upload_max_filesize: '64M',
  post_max_size: '64M',
  max_execution_time: '120',
  max_input_vars: '3000',
  sendmail_path: '/bin/true',
  variables_order: 'EGPCS',
  display_errors: '0',
  log_errors: '1',
  'date.timezone': 'UTC',
  expose_php: '0',
  'opcache.enable': '1',
  'opcache.memory_consumption': '96',
  'opcache.max_accelerated_files': '20000',
  'opcache.revalidate_freq': '0',
};

export const settingFlags = (settings: Record<string, string>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`]);

export interface SitePlace {
  /** WordPress' root. */
  folder: string;
  url: string;
  /** the launcher's PHP scripts where PHP's account can read them. */
  scripts: string;
  php: Php;
  account: Account | null;
}

/** Runs one of the launcher's scripts inside WordPress. Returns the JSON of its last line. Throws with PHP's own words. */
export async function runScript<T>(site: SitePlace, script: string, input: object, onLine?: (line: string) => void): Promise<T> {
  const { php } = site;
  const args = [...php.args, ...settingFlags({ ...phpSettings, memory_limit: '512M', max_execution_time: '0', display_errors: 'stderr' })];
  try {
    const output = await exec(php.command, [...args, path.join(site.scripts, script), site.folder], {
      account: site.account,
      cwd: site.folder,
      env: { PATH: process.env['PATH'], ...php.env },
      input: JSON.stringify({ url: site.url, ...input }),
      ...(onLine ? { onLine } : {}),
    });
    return JSON.parse(output.trim().split('\n').at(-1) ?? 'null') as T;
  } catch (error) {
    if (!(error instanceof ExecError || error instanceof SyntaxError)) throw error;
    const log = path.join(site.folder, 'wp-content/debug.log');
    throw new StartFault(
      `WordPress could not run ${script}: ${error.message}`,
      `Look into ${log}; npm start -- --reset begins anew.`,
      error,
    );
  }
}

/** Puts WordPress' files in place once, in a folder aside and renamed, so that a start that is cut off leaves nothing half made. */
export async function placeCore(core: WordPressCore, folder: string, account: Account | null): Promise<void> {
  if (existsSync(path.join(folder, 'wp-includes/version.php'))) return;
  await copyTree(core.folder, folder, account);
}

/** The launcher's PHP files (scripts, router) where PHP's account can read them; fresh at each start. */
export async function placeScripts(home: string, account: Account | null): Promise<string> {
  const own = here('./site');
  if (canReach(own, account)) return own;
  const copy = path.join(home, 'software/scripts');
  await copyTree(own, copy, account);
  return copy;
}

function ownPlugins(folder: string, account: Account | null): void {
  const must = path.join(folder, 'wp-content/mu-plugins');
  const file = path.join(must, 'devskyy-local.php');
  mkdirSync(must, { recursive: true });
  cpSync(here('./site/mu/devskyy-local.php'), file, { force: true });
  if (account) [must, file].forEach((name) => chownSync(name, account.uid, account.gid));
}

/** The plugin: a link to the working copy, or a copy of it (refreshed at each start) where PHP's account cannot reach it. */
async function placePlugin(source: string, target: string, account: Account | null): Promise<void> {
  const present = lstatSync(target, { throwIfNoEntry: false });
  if (canReach(source, account)) {
    if (present) rmSync(target, { recursive: !present.isSymbolicLink(), force: true });
    symlinkSync(source, target);
    return;
  }
  if (present?.isSymbolicLink()) rmSync(target);
  await copyTree(source, target, account);
}

/** Puts plugins in place: ours (null: not), the launcher's must-use plugin, and WooCommerce as a copy, as wp-admin may update it. */
export async function placePlugins(
  folder: string,
  plugin: string | null,
  woocommerce: WooCommerce | null,
  account: Account | null,
): Promise<void> {
  const plugins = path.join(folder, 'wp-content/plugins');
  ownPlugins(folder, account);
  if (plugin !== null) await placePlugin(plugin, path.join(plugins, 'devskyy'), account);
  const store = path.join(plugins, 'woocommerce');
  if (woocommerce && !existsSync(path.join(store, 'woocommerce.php'))) await copyTree(woocommerce.folder, store, account);
}

export interface Installed {
  first: boolean;
  version: string;
  /** false when the owner has changed the administrator's password since. */
  password: boolean;
  applicationPassword: string;
  catalogue: string;
}

export interface Administrator {
  user: string;
  email: string;
  password: string;
  applicationPassword: string;
}

export interface InstallWishes {
  administrator: Administrator;
  title: string;
  tagline: string;
  currency: string;
  weightUnit: string;
  woocommerce: boolean;
  /** entry files of more plugins, relative to the plugins' folder. */
  plugins: string[];
  /** activate them for the whole network of sites. */
  networkWide?: boolean;
}

/** What plugins say while they are being installed stays, but apart: the shop's own log begins when the shop does. */
function keepLog(folder: string): void {
  const log = path.join(folder, 'wp-content/debug.log');
  if (existsSync(log)) renameSync(log, path.join(folder, 'wp-content/install.log'));
}

/** Installs WordPress where it is not, opens the store, activates the plugins, makes sure of the application password. */
export async function installSite(site: SitePlace, wishes: InstallWishes): Promise<Installed> {
  const { administrator, woocommerce, plugins, networkWide = false, ...brand } = wishes;
  const marker = path.join(site.folder, '.installed');
  const input = { ...administrator, ...brand };
  if (!existsSync(marker)) {
    await runScript(site, 'core.php', input);
    for (const _turn of woocommerce ? ['activate', 'configure'] : []) await runScript(site, 'woocommerce.php', input);
    keepLog(site.folder);
  }
  const installed = await runScript<Installed>(site, 'install.php', { ...input, plugins, networkWide });
  writeFileSync(marker, '');
  return installed;
}
