import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { unprivilegedAccount, type Account } from '../src/kernel/account.ts';
import { readLauncherEnvironment, type LauncherEnvironment } from './environment.ts';
import { openHome } from './home.ts';
import type { Stack } from './options.ts';
import { placeSqlite } from './portable/index.ts';
import { freePorts } from './ports.ts';
import { createSupervisor, heal, type Supervisor } from './processes.ts';
import { quiet, type Progress } from './progress.ts';
import { installSite, placeCore, placePlugins, placeScripts, runScript, type Installed, type SitePlace } from './site.ts';
import { findSoftware, openTools, repository, type Software } from './software.ts';
import { startDatabase, startWeb, writePhpCommand } from './stack.ts';
import { writeConfig } from './wpconfig.ts';

export interface TestbedWish {
  /** '7.1' is the newest there is. */
  wordpress: '7.1' | '6.8';
  /** true: needs DEVSKYY_WOOCOMMERCE, the cache or the network; `null` comes back in `woocommerce` when there is none. */
  woocommerce: boolean;
  /** everything of this site; may be deleted afterwards. */
  folder: string;
  /** 0 or absent: a free one. Absent `web`: no web server at all, as PHPUnit needs none. */
  port?: number;
  web?: boolean;
  /** false: a bare WordPress, which gets its plugins as an owner installs them. */
  plugin?: boolean;
  /** origins that the plugin may call on private networks. */
  privateOrigins?: string[];
  progress?: Progress;
  /** native by itself. */
  stack?: Stack;
  /** a network of sites, the plugin active on the main one or on the whole network. */
  multisite?: 'site' | 'network';
}

export interface Testbed {
  url: string;
  /** one executable that runs PHP with all extensions and settings. */
  php: string;
  wpDir: string;
  versions: { wordpress: string; php: string; database: string; woocommerce: string | null };
  admin: { user: string; password: string; applicationPassword: string };
  stop(): Promise<void>;
}

interface Means {
  home: string;
  account: Account | null;
  environment: LauncherEnvironment;
  supervisor: Supervisor;
}

const databasePassword = 'devskyy-tests';

/** A real WordPress with the plugin active, for tests: the same steps as `npm start`, without sample catalogue, service and pairing. */
export async function bringUp(wish: TestbedWish): Promise<Testbed> {
  const environment = readLauncherEnvironment();
  const account = unprivilegedAccount(['nobody']);
  mkdirSync(wish.folder, { recursive: true, mode: 0o755 });
  if (account) chmodSync(wish.folder, 0o711); // a temporary folder is 0700: the account must be able to pass
  const home = openHome(wish.folder, account);
  const record = path.join(wish.folder, 'run.json');
  await heal(record);
  const supervisor = createSupervisor(record);
  try {
    return await assemble(wish, { home, account, environment, supervisor });
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

async function assemble(wish: TestbedWish, means: Means): Promise<Testbed> {
  const { home, account, environment, supervisor } = means;
  const version = wish.wordpress === '6.8' ? '6.8' : 'newest';
  const tools = openTools(environment);
  const stack = wish.stack ?? 'native';
  const software = await findSoftware({
    ...means,
    ...tools,
    version,
    stack,
    woocommerce: wish.woocommerce,
    progress: wish.progress ?? quiet,
  });
  const port = wish.port || ((await freePorts(1))[0] as number);
  const site: SitePlace = {
    folder: path.join(home, 'wordpress'),
    url: `http://127.0.0.1:${port}`,
    scripts: await placeScripts(home, account),
    php: software.php,
    account,
  };
  const { database, installed, password } = await install(wish, means, software, site);
  if (wish.web ?? true) await startWeb(site, { port, logs: wish.folder, supervisor });
  return {
    url: site.url,
    php: writePhpCommand(site, path.join(home, 'bin/php')),
    wpDir: site.folder,
    versions: {
      wordpress: installed.version,
      php: software.php.version,
      database,
      woocommerce: software.woocommerce?.version ?? null,
    },
    admin: { user: 'admin', password, applicationPassword: installed.applicationPassword },
    stop: () => supervisor.stop(),
  };
}

async function install(
  wish: TestbedWish,
  { home, account, supervisor }: Means,
  software: Software,
  site: SitePlace,
): Promise<{ database: string; installed: Installed; password: string }> {
  const { folder, url } = site;
  await placeCore(software.wordpress, folder, account);
  const plugin = wish.plugin ?? true;
  await placePlugins(folder, plugin ? path.join(repository, 'plugin') : null, software.woocommerce, account);
  const server = software.database;
  const running =
    server && (await startDatabase({ server, home, logs: wish.folder, account, password: databasePassword, fast: true, supervisor }));
  const login = running && { ...running, password: databasePassword };
  const database = server ? `${server.kind} ${server.version}` : await placeSqlite(site);
  const config = { folder, url, database: login, privateOrigins: wish.privateOrigins ?? [], account };
  writeConfig(config);
  const password = randomBytes(12).toString('hex');
  const wishes = {
    administrator: { user: 'admin', email: 'owner@example.com', password, applicationPassword: '' },
    title: 'Test shop',
    tagline: 'A shop for tests',
    currency: 'EUR',
    weightUnit: 'kg',
    woocommerce: software.woocommerce !== null,
    plugins: plugin ? ['devskyy/devskyy.php'] : [],
    networkWide: wish.multisite === 'network',
  };
  if (wish.multisite) {
    await installSite(site, { ...wishes, plugins: [], networkWide: false });
    await runScript(site, 'network.php', wishes.administrator);
    writeConfig({ ...config, network: true });
  }
  return { database, installed: await installSite(site, wishes), password };
}
