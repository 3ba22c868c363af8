import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { unprivilegedAccount } from '../src/kernel/account.ts';
import { readLauncherEnvironment } from './environment.ts';
import { openHome } from './home.ts';
import { freePorts } from './ports.ts';
import { createSupervisor, heal } from './processes.ts';
import { quiet, type Progress } from './progress.ts';
import { installSite, placeCore, placePlugins, placeScripts } from './site.ts';
import { findSoftware, openTools, repository } from './software.ts';
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
  /** origins that the plugin may call on private networks. */
  privateOrigins?: string[];
  progress?: Progress;
}

export interface Testbed {
  url: string;
  /** one executable that runs PHP with all extensions and settings. */
  php: string;
  wpDir: string;
  dbSocket: string;
  versions: { wordpress: string; php: string; database: string; woocommerce: string | null };
  admin: { user: string; password: string; applicationPassword: string };
  stop(): Promise<void>;
}

/** A real WordPress with the plugin active, for tests: the same steps as `npm start`, without sample catalogue, service and pairing. */
export async function bringUp(wish: TestbedWish): Promise<Testbed> {
  const progress = wish.progress ?? quiet;
  const environment = readLauncherEnvironment();
  const account = unprivilegedAccount(['nobody']);
  mkdirSync(wish.folder, { recursive: true, mode: 0o755 });
  const home = openHome(wish.folder, account);
  const record = path.join(wish.folder, 'run.json');
  await heal(record);
  const supervisor = createSupervisor(record);
  try {
    const version = wish.wordpress === '6.8' ? '6.8' : 'newest';
    const software = await findSoftware({
      environment,
      ...openTools(environment),
      account,
      home,
      version,
      woocommerce: wish.woocommerce,
      progress,
    });
    const port = wish.port || ((await freePorts(1))[0] as number);
    const url = `http://127.0.0.1:${port}`;
    const folder = path.join(home, 'wordpress');
    const { php } = software;
    await placeCore(software.wordpress, folder, account);
    await placePlugins(folder, path.join(repository, 'plugin'), software.woocommerce, account);
    const scripts = await placeScripts(home, account);
    const site = { folder, url, scripts, php, account };
    const password = randomBytes(12).toString('hex');
    const database = await startDatabase({
      server: software.database,
      home,
      logs: wish.folder,
      account,
      password: 'devskyy-tests',
      fast: true,
      supervisor,
    });
    writeConfig({ folder, url, database: { ...database, password: 'devskyy-tests' }, privateOrigins: wish.privateOrigins ?? [], account });
    const administrator = { user: 'admin', email: 'owner@example.com', password, applicationPassword: '' };
    const brand = { title: 'Test shop', tagline: 'A shop for tests', currency: 'EUR', weightUnit: 'kg' };
    const installed = await installSite(site, {
      administrator,
      ...brand,
      woocommerce: software.woocommerce !== null,
      plugins: ['devskyy/devskyy.php'],
    });
    if (wish.web ?? true) await startWeb(site, { port, logs: wish.folder, supervisor });
    return {
      url,
      php: writePhpCommand(site, path.join(home, 'bin/php')),
      wpDir: folder,
      dbSocket: database.socket,
      versions: {
        wordpress: installed.version,
        php: php.version,
        database: `${software.database.kind} ${software.database.version}`,
        woocommerce: software.woocommerce?.version ?? null,
      },
      admin: { user: 'admin', password, applicationPassword: installed.applicationPassword },
      stop: () => supervisor.stop(),
    };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}
