import { readFileSync } from 'node:fs';
import path from 'node:path';
import { exec } from '../launcher/exec.ts';
import { StartFault } from '../launcher/fault.ts';

/** The date that every packed file bears: SOURCE_DATE_EPOCH (reproducible-builds.org), else that of the last commit. */
export async function releaseDate(root: string, epoch: string | undefined): Promise<Date> {
  const text = epoch === undefined || epoch === '' ? await lastCommit(root) : epoch;
  const seconds = /^\d{9,11}$/.test(text) ? Number(text) : Number.NaN;
  // ZIP knows no year before 1980.
  if (!(seconds >= 315_619_200))
    throw new StartFault(
      `SOURCE_DATE_EPOCH is "${text}", which is no time in seconds since 1970 (and after 1980).`,
      'Set it as in SOURCE_DATE_EPOCH=$(date +%s), or unset it in a clone of the repository.',
    );
  return new Date(seconds * 1000);
}

async function lastCommit(root: string): Promise<string> {
  try {
    return (await exec('git', ['log', '-1', '--format=%ct'], { cwd: root })).trim();
  } catch (error) {
    throw new StartFault(
      `The date of the last commit could not be read. ${(error as Error).message}`,
      'Build in a clone with git, or set SOURCE_DATE_EPOCH (seconds since 1970): the packed files bear that date.',
      error,
    );
  }
}

const places = [
  { file: 'package.json', pattern: /"version": "([^"]+)"/ },
  { file: 'service/package.json', pattern: /"version": "([^"]+)"/ },
  { file: 'plugin/package.json', pattern: /"version": "([^"]+)"/ },
  { file: 'service/src/app/version.ts', pattern: /export const version = '([^']+)'/ },
  { file: 'plugin/devskyy.php', pattern: /^ \* Version: +(\S+)$/m },
  { file: 'plugin/devskyy.php', pattern: /new Plugin\( __FILE__, '([^']+)' \)/ },
  { file: 'plugin/readme.txt', pattern: /^Stable tag: (\S+)$/m },
];

/** The version, which every place that names it must name alike. */
export function releaseVersion(root: string): string {
  const found = places.map(({ file, pattern }) => ({
    file,
    version: pattern.exec(readFileSync(path.join(root, file), 'utf8'))?.[1] ?? 'none',
  }));
  const version = found[0]!.version;
  const others = found.filter((place) => place.version !== version);
  if (others.length > 0)
    throw new StartFault(
      `The version is ${version} in package.json, but ${others.map((place) => `${place.version} in ${place.file}`).join(', ')}.`,
      'Write the same version everywhere, then package again.',
    );
  return version;
}

/** A text that names the version, with another one in its place; for packages that stand for an older release. */
export function withVersion(file: string, text: string, version: string): string {
  return places
    .filter((place) => place.file === file)
    .reduce((result, { pattern }) => result.replace(pattern, (whole, old: string) => whole.replace(old, version)), text);
}

/** Whether a version is one that WordPress and npm order alike: 1.2.3 or 1.2.3-beta.1. */
export const isVersion = (text: string): boolean => /^\d+\.\d+\.\d+(-[0-9a-z.]+)?$/.test(text);
