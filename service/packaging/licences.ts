import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import satisfies from 'spdx-satisfies';

/** A third-party package inside one of ours. */
export interface Shipped {
  ecosystem: 'npm' | 'composer';
  name: string;
  version: string;
  /** an SPDX expression. */
  license: string;
  /** the licence's own words, notices included. */
  text: string;
}

/**
 * Licences under which code may be part of a GPL-2.0-or-later program (gnu.org/licenses/license-list.html; Apache-2.0 by way of version 3,
 * which "or later" permits).
 */
export const compatible = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'GPL-2.0-or-later',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-2.1-or-later',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

/** What is wrong with a list of packages: a licence that GPL code may not take in, or none that is known. */
export function licenceFaults(packages: readonly Shipped[]): string[] {
  return packages.flatMap(({ name, version, license }) => {
    const who = `${name} ${version}`;
    try {
      return satisfies(license, compatible) ? [] : [`${who} is under ${license}, which is not on the list of GPL-compatible licences.`];
    } catch {
      return [`${who} names "${license}" as its licence, which is no SPDX expression.`];
    }
  });
}

const isText = (name: string): boolean => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(name);

/** The licence texts that lie in a package's folder. */
function textIn(folder: string): string {
  const files = readdirSync(folder).filter(isText).sort();
  return files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
}

interface Manifest {
  name: string;
  version: string;
  license?: string | { type: string };
  licenses?: { type: string }[];
  author?: string | { name: string };
}

/** One npm package in its folder (relative to the root). */
export function npmPackage(root: string, folder: string): Shipped {
  const place = path.join(root, folder);
  const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')) as Manifest;
  const { name, version, author } = manifest;
  const license = typeof manifest.license === 'string' ? manifest.license : (manifest.license?.type ?? manifest.licenses?.[0]?.type ?? '');
  const by = typeof author === 'string' ? author : author?.name;
  return {
    ecosystem: 'npm',
    name,
    version,
    license,
    text: textIn(place) || `The package brings no licence text; it names ${license}${by ? `, by ${by}` : ''}.`,
  };
}

/** The PHP packages under our prefix, as service/launcher/prefix.php lists them. */
export function composerPackages(root: string): Shipped[] {
  const place = path.join(root, 'plugin/vendor-prefixed');
  const listed = JSON.parse(readFileSync(path.join(place, 'packages.json'), 'utf8')) as {
    name: string;
    version: string;
    license: string;
  }[];
  return listed.map((entry) => ({
    ...entry,
    ecosystem: 'composer',
    text: existsSync(path.join(place, entry.name)) ? textIn(path.join(place, entry.name)) : '',
  }));
}

const byName = (a: Shipped, b: Shipped): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : Number(a.version > b.version);

/** Each package once, in the order of names. */
export const uniquePackages = (packages: readonly Shipped[]): Shipped[] =>
  [...new Map(packages.map((entry) => [`${entry.ecosystem}:${entry.name}@${entry.version}`, entry])).values()].sort(byName);

/** THIRD-PARTY-LICENSES.txt: who wrote what is inside, under which licence, in full. */
export function licenceTexts(title: string, packages: readonly Shipped[]): string {
  const line = '='.repeat(80);
  const parts = packages.map(
    ({ ecosystem, name, version, license, text }) => `${line}\n${name} ${version} (${ecosystem}) — ${license}\n${line}\n\n${text}\n`,
  );
  const list = packages.map(({ name, version, license }) => `- ${name} ${version}: ${license}`).join('\n');
  return `Third-party code in ${title}. DevSkyy itself is GPL-2.0-or-later (LICENSE).\n\n${list}\n\n${parts.join('\n')}`;
}

/** The same as a bill of materials, CycloneDX 1.6 (cyclonedx.org); without a serial number or time, so that its bytes can be repeated. */
export function billOfMaterials(name: string, version: string, packages: readonly Shipped[]): string {
  const components = packages.map((entry) => ({
    type: 'library',
    'bom-ref': purl(entry),
    name: entry.name,
    version: entry.version,
    licenses: [{ expression: entry.license }],
    purl: purl(entry),
  }));
  const component = { type: 'application', 'bom-ref': `${name}@${version}`, name, version, licenses: [{ expression: 'GPL-2.0-or-later' }] };
  return `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component }, components }, null, 2)}\n`;
}

const purl = ({ ecosystem, name, version }: Shipped): string => `pkg:${ecosystem}/${name.replace('@', '%40')}@${version}`;
