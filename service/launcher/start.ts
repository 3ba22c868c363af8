import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unprivilegedAccount } from '../src/kernel/account.ts';
import { build } from './build.ts';
import { claim } from './claim.ts';
import { startCompanion } from './companion.ts';
import { placeVendor } from './composer.ts';
import { openCredentials, type Credentials } from './credentials.ts';
import type { LauncherEnvironment } from './environment.ts';
import { StartFault } from './fault.ts';
import { emptyData, openHome } from './home.ts';
import type { StartOptions } from './options.ts';
import { connectionState, disconnect, pair, type PairingWish } from './pair.ts';
import { wantPort } from './ports.ts';
import { createSupervisor, heal, type Supervisor } from './processes.ts';
import type { Progress } from './progress.ts';
import { importSample } from './sample.ts';
import { sampleBrand } from './sample/catalogue/index.ts';
import { hasWooCommerce, installSite, placeCore, placePlugins, placeScripts, type SitePlace } from './site.ts';
import { findSoftware, openTools, repository, type Software } from './software.ts';
import { startDatabase, startWeb } from './stack.ts';
import { writeConfig } from './wpconfig.ts';

/** What a start ends with; printed for people, or as one line of JSON. */
export interface Ready {
  site: string;
  admin: { user: string; password: string; applicationPassword: string };
  service: string;
  catalogue: 'woocommerce' | 'built-in';
  wordpress: string;
  php: string;
  database: string;
  node: string;
  postgres: string;
  pid: number;
  seconds: number;
}

export interface Shop {
  ready: Ready;
  /** lines that the person at the screen should know. */
  notes: string[];
  stop(): Promise<void>;
}

interface Context {
  options: StartOptions;
  environment: LauncherEnvironment;
  progress: Progress;
  home: string;
  logs: string;
  account: ReturnType<typeof unprivilegedAccount>;
  supervisor: Supervisor;
  credentials: Credentials;
  save(): void;
}

/** As root, other accounts must be able to pass through (not to list); what is secret in it has modes of its own. */
const folderMode = (): number => (process.getuid?.() === 0 ? 0o711 : 0o700);

const roomNeeded = 700 * 1024 * 1024;

function wantRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < roomNeeded && !existsSync(path.join(folder, 'credentials.json'))) {
    throw new StartFault(
      `Only ${Math.round((bavail * bsize) / 1048576)} MB are free at ${folder}; a first start needs about 700 MB.`,
      'Make room, or choose another folder: npm start -- --data FOLDER',
    );
  }
}

/** Brings up shop and companion service, paired, from whatever state the data folder is in. Throws StartFault with the next step. */
export async function startShop(options: StartOptions, environment: LauncherEnvironment, progress: Progress): Promise<Shop> {
  const from = performance.now();
  mkdirSync(options.data, { recursive: true, mode: folderMode() });
  const giveBack = await claim(options.data, progress.note);
  const record = path.join(options.data, 'run.json');
  let supervisor: Supervisor | null = null;
  try {
    for (const line of await heal(record)) progress.note(line);
    if (options.reset) await reset(options.data);
    wantRoom(options.data);
    await Promise.all([wantPort(options.port, 'port'), wantPort(options.servicePort, 'service-port')]);
    supervisor = createSupervisor(record);
    const shop = await bringUp(context(options, environment, progress, supervisor), from);
    const stop = async (): Promise<void> => {
      await shop.stop();
      giveBack();
    };
    return { ...shop, stop };
  } catch (error) {
    await supervisor?.stop();
    giveBack();
    throw error;
  }
}

/** Empties the data folder, but for the claim on it. */
async function reset(data: string): Promise<void> {
  const claimFile = path.join(data, 'launcher.json');
  const held = readFileSync(claimFile);
  emptyData(data);
  mkdirSync(data, { recursive: true, mode: folderMode() });
  writeFileSync(claimFile, held, { mode: 0o600 });
}

function context(options: StartOptions, environment: LauncherEnvironment, progress: Progress, supervisor: Supervisor): Context {
  const account = unprivilegedAccount(['nobody']);
  const logs = path.join(options.data, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  return {
    options,
    environment,
    progress,
    supervisor,
    account,
    logs,
    home: openHome(options.data, account),
    ...openCredentials(options.data),
  };
}

async function bringUp(context: Context, from: number): Promise<Shop> {
  const { options, progress, home, account, environment } = context;
  const tools = openTools(environment);
  const folder = path.join(home, 'wordpress');
  const fresh = !existsSync(path.join(folder, '.installed'));
  const screens = build(progress, tools.cache);
  screens.catch(() => undefined); // awaited below; an earlier step may fail first
  const software = await findSoftware({ environment, ...tools, account, home, version: 'newest', woocommerce: fresh, progress });
  const vendor = placeVendor({ repository, php: software.php, ...tools, searchPath: environment.searchPath });
  const site: SitePlace = {
    folder,
    url: `http://127.0.0.1:${options.port}`,
    scripts: await placeScripts(home, account),
    php: software.php,
    account,
  };
  const [companion, shop] = await Promise.all([startCompanionStep(context, site), vendor.then(() => startSite(context, site, software))]);
  await sampleStep(context, site);
  await Promise.all([screens, pairStep(context, { site: site.url, service: companion.url, credentials: context.credentials })]);
  const { user, password, applicationPassword } = context.credentials.administrator;
  const ready: Ready = {
    site: site.url,
    admin: { user, password, applicationPassword },
    service: companion.url,
    catalogue: shop.catalogue,
    wordpress: shop.wordpress,
    php: software.php.version,
    database: `${software.database.kind} ${software.database.version}`,
    node: process.versions.node,
    postgres: companion.postgres,
    pid: process.pid,
    seconds: Math.round((performance.now() - from) / 100) / 10,
  };
  return { ready, notes: shop.notes, stop: () => context.supervisor.stop() };
}

const startCompanionStep = (
  { progress, options, home, logs, credentials, environment, supervisor }: Context,
  site: SitePlace,
): Promise<{ url: string; postgres: string }> =>
  progress.step('Companion service', async (detail) => {
    const wish = { repository, home, logs, port: options.servicePort, site: site.url, setupCode: credentials.operator.setupCode };
    const companion = await startCompanion({ ...wish, databaseUrl: environment.databaseUrl, supervisor });
    detail(`${companion.url}, PostgreSQL ${companion.postgres}`);
    return companion;
  });

async function startSite(
  context: Context,
  site: SitePlace,
  software: Software,
): Promise<{ catalogue: Ready['catalogue']; wordpress: string; notes: string[] }> {
  const { options, progress, home, logs, account, credentials, supervisor } = context;
  await progress.step('Shop files', async () => {
    await placeCore(software.wordpress, site.folder, account);
    await placePlugins(site.folder, path.join(repository, 'plugin'), software.woocommerce, account);
  });
  const database = await progress.step('Database', () =>
    startDatabase({ server: software.database, home, logs, account, password: credentials.database.password, fast: false, supervisor }),
  );
  writeConfig({
    folder: site.folder,
    url: site.url,
    database: { ...database, password: credentials.database.password },
    privateOrigins: [`http://127.0.0.1:${options.servicePort}`],
    account,
  });
  const installed = await progress.step('WordPress set-up', async (detail) => {
    const brand = {
      title: sampleBrand.name,
      tagline: sampleBrand.tagline,
      currency: sampleBrand.currency,
      weightUnit: sampleBrand.weightUnit,
    };
    const wishes = {
      administrator: credentials.administrator,
      ...brand,
      woocommerce: hasWooCommerce(site.folder),
      plugins: ['devskyy/devskyy.php'],
    };
    const result = await installSite(site, wishes);
    detail(`WordPress ${result.version}`);
    return result;
  });
  credentials.administrator.applicationPassword = installed.applicationPassword;
  context.save();
  await startWeb(site, { port: options.port, logs, supervisor });
  const notes = installed.password
    ? []
    : ["The administrator's password has been changed in wp-admin since; the one shown here is the first."];
  return { catalogue: installed.catalogue === 'woocommerce' ? 'woocommerce' : 'built-in', wordpress: installed.version, notes };
}

/** The pieces come once; a marker says that all have come. */
async function sampleStep({ options, progress, home, credentials }: Context, site: SitePlace): Promise<void> {
  const marker = path.join(options.data, 'sample-imported');
  if (existsSync(marker)) return;
  await progress.step('Sample catalogue', async (detail) => {
    const count = await importSample({ site, home, user: credentials.administrator.user });
    detail(`${count} pieces`);
  });
  writeFileSync(marker, '');
}

/** Pairs where the two are not, or not at these addresses. A connection that works stays. */
async function pairStep({ options, progress }: Context, wish: PairingWish): Promise<void> {
  const file = path.join(options.data, 'pairing.json');
  const here = JSON.stringify({ site: wish.site, service: wish.service });
  await progress.step('Connection of shop and service', async (detail) => {
    const state = await connectionState(wish);
    const moved = existsSync(file) && readFileSync(file, 'utf8') !== here;
    if (state.status === 'connected' && !moved) {
      detail('still connected');
      return;
    }
    if (state.status !== 'unpaired') await disconnect(wish);
    await pair(wish);
    const now = await connectionState(wish);
    if (now.status !== 'connected')
      throw new StartFault(
        `Shop and service were paired, but the shop says: ${now.message ?? now.status}`,
        'Run npm start again; npm start -- --reset begins anew.',
      );
    writeFileSync(file, here);
    detail('paired by the public handshake');
  });
}
