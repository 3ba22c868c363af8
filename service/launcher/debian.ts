import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Cache } from './cache.ts';
import { exec, ExecError, which } from './exec.ts';
import { StartFault } from './fault.ts';

/** The distribution's packages, fetched by apt (which checks their signatures) and unpacked; nothing is installed, no root needed. */
export interface Debian {
  /** of these names, those that the machine's suites offer. */
  known(names: string[]): Promise<string[]>;
  /** packages that depend on the machine's own libraries: the named ones, and what the machine lacks of their closure. */
  unpackFor(names: string[], folder: string): Promise<void>;
  /** a package of scripts with all the script packages it needs, whatever the machine has of them; what is compiled stays the machine's. */
  unpackScripts(name: string, folder: string): Promise<void>;
  /** packages of another suite by name, without their dependencies, as .deb files in `folder`. Returns their paths. */
  fetchFrom(suite: string, names: string[], folder: string): Promise<string[]>;
  field(deb: string, field: string): Promise<string>;
  unpack(deb: string, folder: string): Promise<void>;
}

const install = ['install', '--print-uris', '-y', '--no-install-recommends'];
/** No icons, no translations, no patches of lists: only what names packages. */
const common = [
  'Debug::NoLocking=1',
  'APT::Sandbox::User=root',
  'Acquire::Languages=none',
  'Acquire::PDiffs=false',
  'Acquire::Retries=2',
  ...['DEP-11', 'DEP-11-icons-small', 'DEP-11-icons', 'DEP-11-icons-hidpi', 'CNF'].map(
    (target) => `Acquire::IndexTargets::deb::${target}::DefaultEnabled=false`,
  ),
].flatMap((option) => ['-o', option]);

/** Null where there is no apt or no dpkg-deb. */
export function findDebian(searchPath: string, cache: Cache): Debian | null {
  const apt = which(['apt-get'], searchPath);
  const dpkg = which(['dpkg-deb'], searchPath);
  if (!apt || !dpkg || !which(['apt-cache'], searchPath)) return null;
  const unpack = async (deb: string, folder: string): Promise<void> => void (await exec(dpkg, ['-x', deb, folder]));
  const lists = onceAtATime(() => machineLists(apt, cache));
  const fetchAndUnpack = async (names: string[], folder: string): Promise<void> => {
    const debs = path.join(folder, '.debs');
    mkdirSync(debs, { recursive: true });
    await wrap(names, async () => exec(apt, [...common, ...(await lists()), 'download', '-qq', ...names], { cwd: debs }));
    for (const deb of files(debs)) await unpack(deb, folder);
    rmSync(debs, { recursive: true, force: true });
  };
  return {
    known: async (names) => offered(apt, await lists(), names),
    async unpackFor(names, folder) {
      const printed = await wrap(names, async () => exec(apt, [...common, ...(await lists()), ...install, '--reinstall', ...names]));
      await fetchAndUnpack(packagesOf(printed), folder);
    },
    async unpackScripts(name, folder) {
      const own = path.join(folder, '.cache');
      mkdirSync(path.join(own, 'archives/partial'), { recursive: true });
      const nothing = ['-o', 'Dir::State::status=/dev/null', '-o', `Dir::Cache=${own}`];
      const printed = await wrap([name], async () => exec(apt, [...common, ...(await lists()), ...nothing, ...install, name]));
      rmSync(own, { recursive: true, force: true });
      await fetchAndUnpack(packagesOf(printed, 'all'), folder);
    },
    async fetchFrom(suite, names, folder) {
      const lists = await suiteLists(apt, cache, suite);
      mkdirSync(folder, { recursive: true });
      await wrap(names, () => exec(apt, [...common, ...lists, 'download', '-qq', ...names], { cwd: folder }));
      return files(folder).filter((file) => names.some((name) => path.basename(file).startsWith(`${name}_`)));
    },
    field: async (deb, field) => (await exec(dpkg, ['-f', deb, field])).trim(),
    unpack,
  };
}

const files = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => path.join(folder, name));

/** The package names of apt's `--print-uris` (`'URI' name_version_arch.deb size hash`), of one architecture where told. */
export const packagesOf = (printed: string, architecture = '[a-z0-9-]+'): string[] =>
  [...printed.matchAll(new RegExp(`^'[^']+' ([a-z0-9][a-z0-9+.-]*)_\\S+_${architecture}\\.deb `, 'gm'))].map((match) => match[1] as string);

async function wrap<T>(names: string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const said =
      error instanceof ExecError ? error.output.split('\n').filter((line) => line.startsWith('E:') || line.startsWith('Err:')) : [];
    throw new StartFault(
      `The packages ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''} could not be fetched. ${said.slice(0, 2).join(' ')}`.trim(),
      'Check that this machine reaches its package mirror (apt-get update), then run npm start again.',
      error,
    );
  }
}

function onceAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => (running ??= work());
}

async function offered(apt: string, lists: string[], names: string[]): Promise<string[]> {
  const policy = await exec(path.join(path.dirname(apt), 'apt-cache'), [...lists, 'policy', ...names], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  return names.filter((name) => new RegExp(`^${name.replace(/[.+]/g, '\\$&')}:\\n.*\\n\\s+Candidate: (?!\\(none\\))`, 'm').test(policy));
}

/** Whether these lists tell where a package is to be had; an installed one is known without any list. */
async function reaches(apt: string, lists: string[]): Promise<boolean> {
  try {
    return (await exec(apt, [...common, ...lists, 'download', '--print-uris', 'mariadb-common'])).includes('://');
  } catch (error) {
    if (error instanceof ExecError) return false;
    throw error;
  }
}

/** The machine's own lists where there are any; else private ones in the cache, from the machine's own sources. */
async function machineLists(apt: string, cache: Cache): Promise<string[]> {
  if (await reaches(apt, [])) return [];
  const folder = cache.path('apt/machine');
  mkdirSync(path.join(folder, 'lists/partial'), { recursive: true });
  mkdirSync(path.join(folder, 'cache/archives/partial'), { recursive: true });
  const own = ['-o', `Dir::State::lists=${folder}/lists`, '-o', `Dir::Cache=${folder}/cache`];
  if (!(await reaches(apt, own))) await wrap(['package lists'], () => exec(apt, [...common, ...own, 'update', '-qq']));
  return own;
}

/** Private lists of one suite of the machine's own mirror. */
async function suiteLists(apt: string, cache: Cache, suite: string): Promise<string[]> {
  const folder = cache.path(`apt/${suite}`);
  mkdirSync(path.join(folder, 'lists/partial'), { recursive: true });
  mkdirSync(path.join(folder, 'cache/archives/partial'), { recursive: true });
  const status = path.join(folder, 'status');
  appendFileSync(status, '');
  const list = path.join(folder, 'sources.list');
  writeFileSync(list, `${sourceLine(suite)}\n`);
  const options = ['-o', `Dir::Etc::sourcelist=${list}`, '-o', 'Dir::Etc::sourceparts=-', '-o', `Dir::State::Lists=${folder}/lists`];
  options.push('-o', `Dir::Cache=${folder}/cache`, '-o', `Dir::State::status=${status}`);
  await wrap([`list of ${suite}`], () => exec(apt, [...common, ...options, 'update', '-qq']));
  return options;
}

/** A one-line source for a suite, from the machine's mirror and the distribution's key. */
function sourceLine(suite: string): string {
  const ubuntu =
    existsSync('/usr/share/keyrings/ubuntu-archive-keyring.gpg') && /^ID=ubuntu/m.test(readFileSync('/etc/os-release', 'utf8'));
  const key = ubuntu ? '/usr/share/keyrings/ubuntu-archive-keyring.gpg' : '/usr/share/keyrings/debian-archive-keyring.gpg';
  const parts = '/etc/apt/sources.list.d';
  const texts = ['/etc/apt/sources.list', ...(existsSync(parts) ? readdirSync(parts).map((name) => path.join(parts, name)) : [])]
    .filter((file) => existsSync(file) && /\.(list|sources)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'));
  return `deb [signed-by=${key}] ${mirrorIn(texts.join('\n'), ubuntu)} ${suite} ${ubuntu ? 'main universe' : 'main'}`;
}

/** The archive's address among apt's sources (one-line or deb822): the one whose path ends in /debian or /ubuntu. Throws a fault when there is none. */
export function mirrorIn(sources: string, ubuntu: boolean): string {
  const found = sources
    .split('\n')
    .filter((line) => /^(deb\s|URIs:)/.test(line))
    .flatMap((line) => line.match(/\b(?:https?|mirror\+file|file):\S+/g) ?? [])
    .find((uri) => new RegExp(`/${ubuntu ? 'ubuntu' : 'debian'}/?$`).test(uri));
  if (found !== undefined) return found;
  throw new StartFault(
    "apt's sources on this machine name no mirror of the distribution.",
    'Give a copy of WordPress: DEVSKYY_WORDPRESS=/path/to/wordpress.zip npm start',
  );
}
