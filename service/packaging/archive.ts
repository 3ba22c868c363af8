import { gzipSync, zipSync, type Zippable } from 'fflate';
import { Header } from 'tar';

/** One file of an archive. */
export interface Entry {
  /** its path inside, with slashes, without a leading one. */
  name: string;
  content: Uint8Array;
  executable?: boolean;
}

const regular = 0o100000;
const modeOf = (entry: Entry): number => (entry.executable ? 0o755 : 0o644);

/** In the order of their bytes, whatever the file system or the locale says. Throws when two have one name, or a name leaves the archive. */
export function sorted(entries: readonly Entry[]): Entry[] {
  const list = [...entries].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  for (const [index, { name }] of list.entries()) {
    if (name === list[index - 1]?.name) throw new Error(`${name} is in the archive twice.`);
    const parts = name.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..') || name.includes('\\'))
      throw new Error(`"${name}" is not a path inside an archive.`);
  }
  return list;
}

/**
 * A ZIP whose bytes depend on names, contents and date alone: sorted, no extra fields, fixed modes, deflated by fflate (whose output,
 * unlike zlib's, does not change with the version of Node). ZIP (APPNOTE 6.3.10, 4.4.6) holds times without a zone: every file bears noon
 * of the date's day, an hour that no zone skips.
 */
export function zip(entries: readonly Entry[], date: Date): Uint8Array {
  const mtime = new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
  const files: Zippable = {};
  // os 3 is Unix: only then do the external attributes hold a mode.
  for (const entry of sorted(entries))
    files[entry.name] = [entry.content, { mtime, os: 3, attrs: ((regular | modeOf(entry)) << 16) >>> 0 }];
  return zipSync(files, { level: 9 });
}

const block = 512;

function tarFile(entry: Entry, date: Date): Buffer[] {
  const header = new Header({
    path: entry.name,
    type: 'File',
    mode: modeOf(entry),
    size: entry.content.length,
    mtime: date,
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
  });
  const head = Buffer.alloc(block);
  if (header.encode(head)) throw new Error(`${entry.name} does not fit into a plain tar header (POSIX ustar).`);
  return [head, Buffer.from(entry.content), Buffer.alloc((block - (entry.content.length % block)) % block)];
}

/** A gzipped tar (POSIX ustar) whose bytes depend on names, contents and date alone; all files belong to root. */
export function tarGz(entries: readonly Entry[], date: Date): Uint8Array {
  const blocks = sorted(entries).flatMap((entry) => tarFile(entry, date));
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * block)]), { level: 9, mtime: 0 });
}
