import { pathToFileURL } from 'node:url';
import { buildBlocks } from './blocks.ts';
import { openCache, type Cache } from './cache.ts';
import { placeVendor } from './composer.ts';
import { buildAgents, buildMenu, buildProviders, buildSchemas } from './emit.ts';
import { readLauncherEnvironment } from './environment.ts';
import { explain, StartFault } from './fault.ts';
import { findPhp } from './php.ts';
import { printProgress, type Progress } from './progress.ts';
import { buildScreens } from './screens.ts';
import { openTools, repository } from './software.ts';
import { buildViewer } from './viewer.ts';
import { releaseDate, releaseVersion } from '../packaging/release.ts';
import { writeTemplate } from '../packaging/translations/sources.ts';

/** Builds what the plugin needs besides its PHP: schemas and agents' texts from the contracts, and the screens. Only what changed. */
export async function build(progress: Progress, cache: Cache = openCache(readLauncherEnvironment().cache)): Promise<void> {
  await progress.step('Contracts for PHP', async (detail) => {
    const schemas = await buildSchemas(repository);
    const agents = await buildAgents(repository);
    const providers = await buildProviders(repository);
    detail(`${schemas} schemas, ${agents} agents, ${providers} providers, ${buildMenu(repository)} pages`);
  });
  await progress.step('Blocks', async (detail) => detail(`${buildBlocks(repository)} blocks`));
  await progress.step('Viewer', async (detail) => detail(await buildViewer(repository)));
  await progress.step('Screens', async (detail) => detail(await buildScreens(repository, cache)));
}

/** The third-party PHP of the plugin; `npm start` places it by itself, beside other steps. */
export async function buildLibrary(progress: Progress): Promise<void> {
  await progress.step('PHP library', async (detail) => {
    const environment = readLauncherEnvironment();
    const tools = { ...openTools(environment), searchPath: environment.searchPath };
    const php = await findPhp({ ...tools, account: null });
    detail(await placeVendor({ repository, php, ...tools }));
  });
}

/** The translation template; a text that nobody could translate stops it. */
export async function buildTemplate(progress: Progress, about: { version: string; date: Date }): Promise<void> {
  await progress.step('Translation template', async (detail) => {
    const { strings, faults } = await writeTemplate(repository, about);
    if (faults.length > 0) throw new StartFault(`Texts that cannot be translated:\n${faults.join('\n')}`, 'Mend them, then build again.');
    detail(`${strings} texts`);
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const progress = printProgress(process.stdout);
    await build(progress);
    await buildLibrary(progress);
    await buildTemplate(progress, {
      version: releaseVersion(repository),
      date: await releaseDate(repository, process.env['SOURCE_DATE_EPOCH']),
    });
  } catch (error) {
    const fault = explain(error);
    if (!fault) throw error;
    process.stderr.write(`\n${fault.message}\n${fault.next}\n`);
    process.exitCode = 1;
  }
}
