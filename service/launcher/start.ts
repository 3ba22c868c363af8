import http from 'node:http';
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { canReach, unprivilegedAccount } from '../src/kernel/account.ts';
import { build } from './build.ts';
import { claim } from './claim.ts';
import { placeVendor } from './composer.ts';
import { openCredentials } from './credentials.ts';
import type { LauncherEnvironment } from './environment.ts';
import { StartFault } from './fault.ts';
import { emptyData, openHome } from './home.ts';
import type { StartOptions, Stack } from './options.ts';
import { portableAccount } from './portable/index.ts';
import { wantPort } from './ports.ts';
import { createSupervisor, heal, type Ended, type Supervisor } from './processes.ts';
import type { Progress } from './progress.ts';
import { placePlugins, placeScripts, type SitePlace } from './site.ts';
import { openTools, repository, seekSoftware } from './software.ts';
import { companionStep, modelsStep, pairStep, sampleStep, siteStep, type StartContext } from './steps.ts';

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
  /** calls back when a part ends that nobody has asked to. */
  watch(ended: Ended): void;
  /** Brings the 3D models of the sample pieces, in the background; never throws. Does nothing where they were not wanted. */
  bringModels(): Promise<void>;
  stop(): Promise<void>;
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
  makeData(options.data);
  const giveBack = await claim(options.data, progress.note);
  const record = path.join(options.data, 'run.json');
  let supervisor: Supervisor | null = null;
  try {
    for (const line of await heal(record)) progress.note(line);
    if (options.reset) emptyData(options.data);
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

const reasons: Record<string, string> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'read-only',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of the path is a file',
};

function makeData(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: folderMode() });
    accessSync(data, constants.W_OK | constants.X_OK);
  } catch (error) {
    const next = 'Choose a folder that you may write to: npm start -- --data FOLDER';
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartFault(`The data folder ${data} cannot be made or written to (${reasons[code] ?? code}).`, next, error);
  }
}

function context(options: StartOptions, environment: LauncherEnvironment, progress: Progress, supervisor: Supervisor): StartContext {
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

/** Where PHP's account cannot reach the working copy, the shop has a copy of the plugin, made before the screens were. */
async function copyAgain({ account }: StartContext, site: SitePlace): Promise<void> {
  const plugin = path.join(repository, 'plugin');
  if (!canReach(plugin, account)) await placePlugins(site.folder, plugin, null, account);
}

/** What the data folder has been started with, else what is asked for; an empty shop beside a full one is nobody's wish. */
function settledStack({ stack, data }: StartOptions, home: string): Stack | null {
  const has = stackIn(home);
  if (stack !== null && has !== null && stack !== has) {
    throw new StartFault(
      `The shop in ${data} runs on the ${has} stack; --stack ${stack} would begin an empty one beside it.`,
      `Leave --stack out, or give the new shop a folder of its own: npm start -- --stack ${stack} --data FOLDER`,
    );
  }
  return has ?? stack;
}

const stackIn = (home: string): Stack | null => {
  if (existsSync(path.join(home, 'mariadb'))) return 'native';
  return existsSync(path.join(home, 'wordpress/wp-content/database')) ? 'portable' : null;
};

async function bringUp(asked: StartContext, from: number): Promise<Shop> {
  const { options, progress, home, environment } = asked;
  const tools = openTools(environment);
  const folder = path.join(home, 'wordpress');
  const fresh = !existsSync(path.join(folder, '.installed'));
  const screens = build(progress, tools.cache);
  screens.catch(() => undefined); // awaited below; an earlier step may fail first
  const wish = { environment, ...tools, account: asked.account, home, version: 'newest' as const, woocommerce: fresh, progress };
  const software = seekSoftware({ ...wish, stack: settledStack(options, home) });
  const url = `http://127.0.0.1:${options.port}`;
  const companionStart = companionStep(asked, url);
  companionStart.catch(() => undefined);
  const php = await software.php;
  const account = php.kind === 'portable' ? portableAccount(asked.account) : asked.account;
  const context = { ...asked, account };
  const vendor = placeVendor({ repository, php, ...tools, searchPath: environment.searchPath });
  vendor.catch(() => undefined);
  const site: SitePlace = { folder, url, scripts: await placeScripts(home, account), php, account };
  const [companion, shop] = await Promise.all([companionStart, siteStep(context, site, software, vendor)]);
  await sampleStep(context, site);
  await Promise.all([
    screens.then(() => copyAgain(context, site)),
    pairStep(context, { site: site.url, service: companion.url, credentials: context.credentials }),
  ]);
  const { user, password, applicationPassword } = context.credentials.administrator;
  const ready: Ready = {
    site: site.url,
    admin: { user, password, applicationPassword },
    service: companion.url,
    catalogue: shop.catalogue,
    wordpress: shop.wordpress,
    php: php.version,
    database: shop.database,
    node: process.versions.node,
    postgres: companion.postgres,
    pid: process.pid,
    seconds: Math.round((performance.now() - from) / 100) / 10,
  };
  const cron = keepCronGoing(url);
  const ending = new AbortController();
  const stop = (): Promise<void> => {
    clearInterval(cron);
    ending.abort();
    return context.supervisor.stop();
  };
  const models = (): Promise<void> => modelsStep(context, site, ending.signal);
  return { ready, notes: shop.notes, watch: context.supervisor.watch, bringModels: models, stop };
}

/** WP-Cron only runs when somebody visits; a shop that nobody visits gets a visit each minute. */
const keepCronGoing = (url: string): NodeJS.Timeout =>
  setInterval(() => {
    http.get(`${url}/wp-cron.php?doing_wp_cron`, (answer) => answer.resume()).once('error', () => undefined); // the shop is just stopping
  }, 60_000).unref();
