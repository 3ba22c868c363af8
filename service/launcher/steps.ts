import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from '../src/kernel/account.ts';
import { startCompanion } from './companion.ts';
import type { Credentials } from './credentials.ts';
import type { LauncherEnvironment } from './environment.ts';
import { StartFault } from './fault.ts';
import { bringModels } from './models.ts';
import type { StartOptions } from './options.ts';
import { connectionState, disconnect, pair, type PairingWish } from './pair.ts';
import { placeSqlite } from './portable/index.ts';
import type { Supervisor } from './processes.ts';
import type { Progress } from './progress.ts';
import { importPieces, importSample } from './sample.ts';
import { sampleBrand } from './sample/catalogue/index.ts';
import { installSite, placeCore, placePlugins, type SitePlace } from './site.ts';
import { repository, type Seeking } from './software.ts';
import { startDatabase, startWeb } from './stack.ts';
import { writeConfig, type SiteDatabase } from './wpconfig.ts';

/** What every step of a start knows. */
export interface StartContext {
  options: StartOptions;
  environment: LauncherEnvironment;
  progress: Progress;
  home: string;
  logs: string;
  account: Account | null;
  supervisor: Supervisor;
  credentials: Credentials;
  save(): void;
}

export const companionStep = (context: StartContext, site: string): Promise<{ url: string; postgres: string }> =>
  context.progress.step('Companion service', async (detail) => {
    const { options, home, logs, credentials, environment, supervisor } = context;
    const wish = { repository, home, logs, port: options.servicePort, site, setupCode: credentials.operator.setupCode };
    const companion = await startCompanion({ ...wish, databaseUrl: environment.databaseUrl, supervisor });
    detail(`${companion.url}, PostgreSQL ${companion.postgres}`);
    return companion;
  });

export interface SiteFacts {
  catalogue: 'woocommerce' | 'built-in';
  wordpress: string;
  database: string;
  notes: string[];
}

/** Files and database side by side, then WordPress itself, then the web server. `vendor` is the plugin's third-party PHP. */
export async function siteStep(context: StartContext, site: SitePlace, software: Seeking, vendor: Promise<unknown>): Promise<SiteFacts> {
  const { options, progress, logs, account, credentials, supervisor } = context;
  const filesStep = async (): Promise<boolean> => {
    const [core, woocommerce] = await Promise.all([software.wordpress, software.woocommerce, vendor]);
    return progress.step('Shop files', async () => {
      await placeCore(core, site.folder, account);
      await placePlugins(site.folder, path.join(repository, 'plugin'), woocommerce, account);
      return woocommerce !== null;
    });
  };
  const files = filesStep();
  const [woocommerce, database] = await Promise.all([files, databaseStep(context, site, { software, files })]);
  writeConfig({
    folder: site.folder,
    url: site.url,
    database: database.login,
    privateOrigins: [`http://127.0.0.1:${options.servicePort}`],
    account,
  });
  const installed = await progress.step('WordPress set-up', async (detail) => {
    const { name: title, tagline, currency, weightUnit } = sampleBrand;
    const wishes = {
      administrator: credentials.administrator,
      title,
      tagline,
      currency,
      weightUnit,
      woocommerce,
      plugins: ['devskyy/devskyy.php'],
    };
    const result = await installSite(site, wishes);
    detail(`WordPress ${result.version}`);
    return result;
  });
  credentials.administrator.applicationPassword = installed.applicationPassword;
  context.save();
  await startWeb(site, { port: options.port, logs, supervisor });
  const changed = "The administrator's password has been changed in wp-admin since; the one shown here is the first.";
  return {
    catalogue: installed.catalogue === 'woocommerce' ? 'woocommerce' : 'built-in',
    wordpress: installed.version,
    database: database.version,
    notes: [...(installed.password ? [] : [changed]), ...(site.php.kind === 'portable' ? [portableNote] : [])],
  };
}

const portableNote = "Portable stack: WordPress Playground's PHP and SQLite. Everything works, and pages take several times as long.";

async function databaseStep(
  context: StartContext,
  site: SitePlace,
  { software, files }: { software: Seeking; files: Promise<unknown> },
): Promise<{ login: SiteDatabase; version: string }> {
  const { progress, home, logs, account, credentials, supervisor } = context;
  const server = await software.database;
  if (!server) {
    await files; // the drop-in lies among them
    return { login: null, version: await progress.step('Database', () => placeSqlite(site)) };
  }
  const { password } = credentials.database;
  const running = await progress.step('Database', () => startDatabase({ server, home, logs, account, password, fast: false, supervisor }));
  return { login: { ...running, password }, version: `${server.kind} ${server.version}` };
}

/** The pieces come once; a marker says that all have come. */
export async function sampleStep({ options, progress, home, credentials }: StartContext, site: SitePlace): Promise<void> {
  const marker = path.join(options.data, 'sample-imported');
  if (existsSync(marker)) return;
  await progress.step('Sample catalogue', async (detail) => {
    const count = await importSample({ site, home, user: credentials.administrator.user });
    detail(`${count} pieces`);
  });
  writeFileSync(marker, '');
}

/** Sends the sample pieces' 3D models through the product, while the shop is open already. What goes wrong is one line. */
export async function modelsStep(
  { options, progress, home, credentials }: StartContext,
  site: SitePlace,
  signal: AbortSignal,
): Promise<void> {
  if (!options.models) return;
  try {
    const { modelPieces, modelPictures, sampleModels: models } = await import('./samples3d/index.ts');
    const bringPieces = (): Promise<number> =>
      importPieces({ site, home, user: credentials.administrator.user }, modelPieces, modelPictures);
    await bringModels({ url: site.url, data: options.data, credentials, models, bringPieces, progress, signal });
  } catch (error) {
    if (signal.aborted) return;
    progress.note(
      `The 3D models of the sample shop could not all be brought: ${(error as Error).message}. npm start again goes on with them`,
    );
  }
}

/** Pairs where the two are not, or not at these addresses. A connection that works stays. */
export async function pairStep({ options, progress }: StartContext, wish: PairingWish): Promise<void> {
  const file = path.join(options.data, 'pairing.json');
  const here = JSON.stringify({ site: wish.site, service: wish.service });
  await progress.step('Connection of shop and service', async (detail) => {
    const state = await connectionState(wish);
    const moved = existsSync(file) && readFileSync(file, 'utf8') !== here;
    if (state.status === 'connected' && !moved) return detail('still connected');
    if (state.status !== 'unpaired') await disconnect(wish);
    await pair(wish);
    const now = await connectionState(wish);
    if (now.status !== 'connected') {
      const next = 'Run npm start again; npm start -- --reset begins anew.';
      throw new StartFault(`Shop and service were paired, but the shop says: ${now.message ?? now.status}`, next);
    }
    writeFileSync(file, here);
    detail('paired by the public handshake');
  });
}
