import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartFault } from '../launcher/fault.ts';
import { tarGz, zip, type Entry } from './archive.ts';
import { bundleService } from './bundle.ts';
import { billOfMaterials, composerPackages, licenceFaults, licenceTexts, npmPackage, uniquePackages, type Shipped } from './licences.ts';
import { pluginFiles } from './plugin-files.ts';

export interface PackageWish {
  /** the repository; the plugin in it is built. */
  root: string;
  /** where the packages go. */
  out: string;
  version: string;
  date: Date;
}

export interface Packed {
  file: string;
  sha256: string;
  bytes: number;
  files: number;
  packages: number;
}

const text = (content: string): Uint8Array => Buffer.from(content);

function refuse(packages: readonly Shipped[]): void {
  const faults = licenceFaults(packages);
  if (faults.length > 0)
    throw new StartFault(
      `Third-party code may not ship as it is. ${faults.join(' ')}`,
      'Choose another package, or, if the licence is compatible with the GPL after all, add it to service/packaging/licences.ts.',
    );
}

/** Licence, licences of others and what a package holds are added to its files. */
function papers(wish: PackageWish, title: string, packages: readonly Shipped[]): Entry[] {
  refuse(packages);
  return [
    { name: 'LICENSE', content: readFileSync(path.join(wish.root, 'LICENSE')) },
    { name: 'THIRD-PARTY-LICENSES.txt', content: text(licenceTexts(title, packages)) },
  ];
}

/** Writes a package and its bill of materials; the package gets its name when it is whole. */
function write(wish: PackageWish, name: string, made: { archive: Uint8Array; files: number; packages: readonly Shipped[] }): Packed {
  mkdirSync(wish.out, { recursive: true });
  const file = path.join(wish.out, name);
  writeFileSync(`${file}.new`, made.archive);
  renameSync(`${file}.new`, file);
  const bom = name.replace(/\.(zip|tgz)$/, '.cdx.json');
  writeFileSync(
    path.join(wish.out, bom),
    billOfMaterials(name.replace(`-${wish.version}`, '').replace(/\.\w+$/, ''), wish.version, made.packages),
  );
  const sha256 = createHash('sha256').update(made.archive).digest('hex');
  return { file, sha256, bytes: made.archive.length, files: made.files, packages: made.packages.length };
}

/** devskyy-<version>.zip: the plugin as WordPress takes it by upload, in a folder devskyy/. */
export function packPlugin(wish: PackageWish): Packed {
  const lists = ['admin', 'viewer'].map((part) => path.join(wish.root, 'plugin/build', part, 'packages.json'));
  if (!lists.every((list) => existsSync(list)))
    throw new StartFault(
      'The screens or the viewer were built without a list of their packages.',
      'Run npm run build, then package again.',
    );
  const folders = lists.flatMap((list) => JSON.parse(readFileSync(list, 'utf8')) as string[]);
  const packages = uniquePackages([...folders.map((folder) => npmPackage(wish.root, folder)), ...composerPackages(wish.root)]);
  const extra = papers(wish, 'the DevSkyy plugin', packages).map((entry) => ({ ...entry, name: `devskyy/${entry.name}` }));
  const entries = [...pluginFiles(wish.root, wish.version), ...extra];
  return write(wish, `devskyy-${wish.version}.zip`, { archive: zip(entries, wish.date), files: entries.length, packages });
}

/** devskyy-service-<version>.tgz: the service as one file with what it needs beside it, in a folder of the same name. */
export async function packService(wish: PackageWish): Promise<Packed> {
  const bundle = await bundleService(wish.root, wish.version);
  const packages = uniquePackages(bundle.packages.map((folder) => npmPackage(wish.root, folder)));
  const name = `devskyy-service-${wish.version}`;
  const own = [...bundle.entries, ...papers(wish, 'the DevSkyy service', packages)];
  const entries = own.map((entry) => ({ ...entry, name: `${name}/${entry.name}` }));
  return write(wish, `${name}.tgz`, { archive: tarGz(entries, wish.date), files: entries.length, packages });
}
