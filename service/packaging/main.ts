import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, buildLibrary, buildTemplate } from '../launcher/build.ts';
import { explain, StartFault } from '../launcher/fault.ts';
import { printProgress } from '../launcher/progress.ts';
import { repository } from '../launcher/software.ts';
import { packPlugin, packService, type Packed } from './packages.ts';
import { isVersion, releaseDate, releaseVersion } from './release.ts';

const usage = `npm run package -- [options]
  --out dist            where the packages go
  --only plugin         one of plugin and service
  --as-version 0.0.9    a package that calls itself by another version; to try updates, not to publish
  --help                this text

Environment: SOURCE_DATE_EPOCH (the date of the packed files; else that of the last commit), DEVSKYY_CACHE.`;

function options(args: string[]): { out: string; only: string | undefined; version: string; help: boolean } {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      strict: true,
      options: {
        out: { type: 'string', default: 'dist' },
        only: { type: 'string' },
        'as-version': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new StartFault((error as Error).message.split('. ')[0] + '.', usage);
  }
  const { only, 'as-version': other, help } = values;
  if (only !== undefined && !['plugin', 'service'].includes(only))
    throw new StartFault(`--only knows plugin and service, not "${only}".`, usage);
  if (other !== undefined && !isVersion(other)) throw new StartFault(`--as-version wants a version such as 0.0.9, not "${other}".`, usage);
  return { out: path.resolve(values.out), only, version: other ?? releaseVersion(repository), help };
}

const describe = ({ sha256, bytes, files, packages }: Packed): string =>
  `${files} files, ${(bytes / 1e6).toFixed(2)} MB, ${packages} third-party packages, SHA-256 ${sha256}`;

/** `npm run package`: builds, then writes the plugin's .zip and the service's .tgz, each with its bill of materials. */
async function main(): Promise<void> {
  const { out, only, version, help } = options(process.argv.slice(2));
  if (help) return void process.stdout.write(`${usage}\n`);
  const wish = { root: repository, out, version, date: await releaseDate(repository, process.env['SOURCE_DATE_EPOCH']) };
  const progress = printProgress(process.stdout);
  const pack = (name: string, work: () => Packed | Promise<Packed>): Promise<void> =>
    progress.step(name, async (detail) => {
      const packed = await work();
      detail(`${packed.file}: ${describe(packed)}`);
    });
  if (only !== 'service') {
    await build(progress);
    await buildLibrary(progress);
    await buildTemplate(progress, wish);
    await pack('Plugin', () => packPlugin(wish));
  }
  if (only !== 'plugin') await pack('Service', () => packService(wish));
}

try {
  await main();
} catch (error) {
  const fault = explain(error);
  if (!fault) throw error;
  process.stderr.write(`\n${fault.message}\n${fault.next}\n`);
  process.exitCode = 1;
}
