import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Cache } from './cache.ts';
import type { Debian } from './debian.ts';
import { download, unzip } from './download.ts';
import { exec } from './exec.ts';
import { StartFault } from './fault.ts';
import type { Php } from './php.ts';
import type { Progress } from './progress.ts';

export interface WordPressCore {
  folder: string;
  version: string;
  from: string;
}

interface Wish {
  /** DEVSKYY_WORDPRESS: a folder, a zip or a URL. */
  given: string | null;
  /** the newest there is, or the release series that the tests want besides. */
  version: 'newest' | '6.8';
  cache: Cache;
  debian: Debian | null;
  /** needed only to unpack zip files. */
  php: Promise<Php>;
  progress: Progress;
}

const oldest = [6, 8];
const downloadPage = 'https://wordpress.org';

/** WordPress' core files, unchanged and not to be written to: given, else cached, else wordpress.org, else Debian's packages. */
export async function findWordPress(wish: Wish): Promise<WordPressCore> {
  if (wish.given !== null) return given(wish, wish.given);
  const folder = wish.version === 'newest' ? 'wordpress' : `wordpress-${wish.version}`;
  const cached = newest(wish.cache.list(folder));
  if (cached) return core(wish.cache.path(`${folder}/${cached}`), 'from the cache');
  try {
    return await fromWordPressOrg(wish, folder);
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    if (!wish.debian)
      throw new StartFault(
        `WordPress could not be fetched. ${error.message}`,
        'Check the network, or give a copy: DEVSKYY_WORDPRESS=/path/to/wordpress.zip npm start',
        error,
      );
    wish.progress.note(`wordpress.org is out of reach; taking WordPress from the distribution's packages`);
  }
  return fromDebian(wish, wish.debian, folder);
}

/** The highest of some version numbers. */
export const newest = (versions: string[]): string | undefined =>
  [...versions].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);

/** Reads `$wp_version` of a tree; null when it is none. */
export function versionOf(folder: string): string | null {
  const file = path.join(folder, 'wp-includes/version.php');
  return existsSync(file) ? (/^\$wp_version = '([^']+)'/m.exec(readFileSync(file, 'utf8'))?.[1] ?? null) : null;
}

function core(folder: string, from: string): WordPressCore {
  const version = versionOf(folder);
  if (!version)
    throw new StartFault(
      `${folder} holds no WordPress (no wp-includes/version.php).`,
      'DEVSKYY_WORDPRESS wants the folder that wp-includes lies in, a zip of it, or a URL of such a zip.',
    );
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  if (major < (oldest[0] ?? 0) || (major === oldest[0] && minor < (oldest[1] ?? 0))) {
    throw new StartFault(
      `WordPress ${version} is too old: DevSkyy needs ${oldest.join('.')} or newer.`,
      'Give a newer one in DEVSKYY_WORDPRESS, or unset it.',
    );
  }
  return { folder, version, from };
}

async function given(wish: Wish, source: string): Promise<WordPressCore> {
  if (/^https?:\/\//.test(source)) return core(await fromZip(wish, source), 'from DEVSKYY_WORDPRESS');
  const local = path.resolve(source);
  if (!existsSync(local))
    throw new StartFault(`DEVSKYY_WORDPRESS names ${local}, which is not there.`, 'Correct the path, or unset DEVSKYY_WORDPRESS.');
  if (statSync(local).isDirectory())
    return core(existsSync(path.join(local, 'wordpress/wp-includes')) ? path.join(local, 'wordpress') : local, 'from DEVSKYY_WORDPRESS');
  return core(await fromZip(wish, local), 'from DEVSKYY_WORDPRESS');
}

/** A zip by its content (file) or its address (URL), unpacked once into the cache. */
async function fromZip(wish: Wish, source: string): Promise<string> {
  const remote = /^https?:\/\//.test(source);
  const key = createHash('sha256')
    .update(remote ? source : readFileSync(source))
    .digest('hex')
    .slice(0, 16);
  return wish.cache.fill(`given/wordpress-${key}`, async (folder) => unpackInto(await wish.php, source, folder));
}

/** A zip file's one top folder (or its whole content) becomes the content of `folder`. */
export async function unpackInto(php: Php, source: string, folder: string): Promise<void> {
  const aside = path.join(folder, '.unpacked');
  mkdirSync(aside);
  let zip = source;
  if (/^https?:\/\//.test(source)) {
    zip = path.join(folder, '.zip');
    await download(source, zip, 60);
  }
  await unzip(php, zip, aside);
  const names = readdirSync(aside).filter((name) => name !== '__MACOSX');
  const top = names.length === 1 ? path.join(aside, names[0] as string) : aside;
  for (const name of readdirSync(top)) await exec('mv', [path.join(top, name), folder]);
  rmSync(aside, { recursive: true, force: true });
  rmSync(path.join(folder, '.zip'), { force: true });
}

async function fromWordPressOrg(wish: Wish, folder: string): Promise<WordPressCore> {
  const url = wish.version === 'newest' ? `${downloadPage}/latest.zip` : `${downloadPage}/wordpress-${wish.version}.zip`;
  const aside = wish.cache.path(`.download-${process.pid}`);
  mkdirSync(aside, { recursive: true });
  try {
    const zip = path.join(aside, 'wordpress.zip');
    await download(url, zip, 6);
    const tree = path.join(aside, 'tree');
    mkdirSync(tree);
    await unpackInto(await wish.php, zip, tree);
    const { version } = core(tree, '');
    const kept = await wish.cache.fill(`${folder}/${version}`, async (target) => void (await exec('cp', ['-a', `${tree}/.`, target])));
    return core(kept, 'from wordpress.org');
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** The packages that WordPress' package needs and that bring files which WordPress itself would carry. */
const carries = /^(?:libjs-[a-z0-9+.-]+|libphp-[a-z0-9+.-]+|php-getid3|wordpress-theme-[a-z0-9-]+)$/;

/** The names in a Depends or Recommends field that are to be fetched too. */
export const companions = (fields: string): string[] => [
  ...new Set(
    fields
      .split(/[,|]/)
      .map((entry) => (entry.trim().split(/[\s(:]/)[0] ?? '').trim())
      .filter((name) => carries.test(name)),
  ),
];

async function fromDebian(wish: Wish, debian: Debian, folder: string): Promise<WordPressCore> {
  const ubuntu = /^ID=ubuntu/m.test(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '');
  const suite = wish.version === '6.8' ? 'trixie' : ubuntu ? 'devel' : 'sid';
  const aside = wish.cache.path(`.debian-${process.pid}-${suite}`);
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  try {
    const [main] = await debian.fetchFrom(suite, ['wordpress'], aside);
    if (!main)
      throw new StartFault(
        'The mirror has no wordpress package.',
        'Give a copy of WordPress: DEVSKYY_WORDPRESS=/path/to/wordpress.zip npm start',
      );
    const fields = `${await debian.field(main, 'Depends')}, ${await debian.field(main, 'Recommends')}`;
    const others = await debian.fetchFrom(suite, companions(fields), aside);
    const version = (await debian.field(main, 'Version')).split(/[+~-]/)[0] as string;
    const kept = await wish.cache.fill(`${folder}/${version}`, (target) => assemble(debian, [main, ...others], target));
    return core(kept, `from Debian's packages (${suite})`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** One plain tree of Debian's packages: links to other packages become files; Debian's own configuration and absolute links go. */
async function assemble(debian: Debian, debs: string[], target: string): Promise<void> {
  const stage = path.join(target, '.stage');
  mkdirSync(stage);
  for (const deb of debs) await debian.unpack(deb, stage);
  const source = path.join(stage, 'usr/share/wordpress');
  for (const name of ['.htaccess', 'wp-config.php', 'wp-includes/certificates/ca-bundle.crt'])
    rmSync(path.join(source, name), { force: true });
  await mendLinks(stage, source);
  await exec('cp', ['-rL', `${source}/.`, target]);
  const content = path.join(stage, 'var/lib/wordpress/wp-content');
  if (existsSync(content)) await exec('cp', ['-rnL', `${content}/.`, path.join(target, 'wp-content')]);
  rmSync(path.join(target, 'wp-config.php'), { force: true });
  const certificates = path.join(target, 'wp-includes/certificates/ca-bundle.crt');
  const machine = '/etc/ssl/certs/ca-certificates.crt';
  if (existsSync(machine)) cpSync(machine, certificates, { dereference: true });
  else writeFileSync(certificates, '');
  rmSync(stage, { recursive: true, force: true });
}

/** Absolute links of packages point into the machine; here they must point into the stage. Links to nothing go. */
async function mendLinks(stage: string, source: string): Promise<void> {
  const links = (await exec('find', [stage, '-type', 'l', '-lname', '/*', '-printf', '%p\\t%l\\n'])).split('\n').filter(Boolean);
  for (const line of links) {
    const [link = '', to = ''] = line.split('\t');
    rmSync(link, { force: true });
    if (existsSync(path.join(stage, to))) await exec('ln', ['-s', path.join(stage, to), link]);
  }
  await exec('find', [source, '-xtype', 'l', '-delete']);
}
