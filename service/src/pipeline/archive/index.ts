import { crc32 } from 'node:zlib';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { uploadLimits } from '../limits.ts';
import { Refusal, refuse } from '../refusal.ts';
import { isLitter, safeName } from './names.ts';

export { isLitter, safeName } from './names.ts';

/** Whether the bytes begin as a ZIP archive. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

const mb = (bytes: number): number => Math.round(bytes / 1024 / 1024);

const unreadable = (name: string, why: string): Refusal =>
  new Refusal('archive-unreadable', `${name} is not a readable ZIP archive: ${why}.`, 'Pack the files anew and upload that archive.');

/**
 * All files of a ZIP archive, in memory. Refuses what is too much (entries, sum, ratio), encrypted, a symbolic link or names a place outside; nothing is
 * ever written to a disk. The sizes that the archive declares are checked before, and what comes out of each entry while it is unpacked.
 */
export async function unzip(name: string, bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const zip = await open(name, bytes);
  const entries = await listed(name, zip);
  const files = new Map<string, Uint8Array>();
  let sum = 0;
  for (const entry of entries) {
    const data = await unpacked(zip, entry).catch((error: Error) => {
      throw error instanceof Refusal ? error : unreadable(name, `${JSON.stringify(entry.fileName)}: ${error.message}`);
    });
    sum += data.length;
    files.set(entry.fileName.normalize('NFC'), data);
  }
  if (files.size === 0 || sum === 0)
    refuse('archive-empty', `${name} holds no files.`, 'Pack the model and its files, then upload that archive.');
  return files;
}

function open(name: string, bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Names are checked here, not by yauzl: its refusal would not say what to do.
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, decodeStrings: true, validateEntrySizes: true, strictFileNames: true }, (error, zip) =>
      error ? reject(unreadable(name, error.message)) : resolve(zip),
    );
  });
}

/** The entries that are files, all of them checked before the first is unpacked. */
function listed(name: string, zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > uploadLimits.entries)
    refuse(
      'archive-entries',
      `${name} holds ${zip.entryCount} files; at most ${uploadLimits.entries} are taken.`,
      'Pack only the model and its textures.',
    );
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    const seen = new Set<string>();
    let sum = 0;
    zip.on('error', (error: Error) =>
      reject(/relative path|absolute path|invalid characters/.test(error.message) ? leaves(error) : unreadable(name, error.message)),
    );
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      try {
        sum += check(name, entry, seen);
        if (sum > uploadLimits.unpackedBytes) bomb(name, `it unpacks to more than ${mb(uploadLimits.unpackedBytes)} MB`);
        if (!entry.fileName.endsWith('/') && !isLitter(entry.fileName)) entries.push(entry);
        zip.readEntry();
      } catch (error) {
        reject(error as Error);
      }
    });
    zip.readEntry();
  });
}

const leaves = (error: Error): Refusal =>
  new Refusal(
    'archive-path',
    `The archive holds a path that leads out of it: ${error.message}.`,
    'Pack the model and its files anew with plain relative names.',
  );

const bomb = (name: string, why: string): never =>
  refuse('archive-too-large', `${name} is refused: ${why}.`, 'Pack only the model and its textures; make large textures smaller first.');

/** Upper half of the external attributes is the Unix mode; S_IFLNK is 0o120000 (APPNOTE 4.4.15, Info-ZIP). */
const isLink = (entry: Entry): boolean => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;

function check(name: string, entry: Entry, seen: Set<string>): number {
  const file = safeName(entry.fileName);
  if (isLink(entry))
    refuse(
      'archive-link',
      `${name} holds a symbolic link, ${JSON.stringify(file)}.`,
      'Pack the files themselves instead of links to them.',
    );
  if (entry.generalPurposeBitFlag & 1)
    refuse('archive-encrypted', `${name} is locked with a password.`, 'Pack the files without a password.');
  const key = file.toLowerCase();
  if (seen.has(key)) refuse('archive-twice', `${name} holds ${JSON.stringify(file)} twice.`, 'Pack each file once.');
  seen.add(key);
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > uploadLimits.ratioFrom && uncompressedSize > compressedSize * uploadLimits.ratio)
    bomb(name, `${JSON.stringify(file)} grows from ${Math.round(compressedSize / 1024)} KB to ${mb(uncompressedSize)} MB when unpacked`);
  return uncompressedSize;
}

/** The bytes of one entry; yauzl ends the stream with an error as soon as it gives more than was declared. */
function unpacked(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      // Its declared length, which yauzl holds it to: no second copy.
      const data = new Uint8Array(entry.uncompressedSize);
      let at = 0;
      stream.on('data', (chunk: Buffer) => {
        data.set(chunk, at);
        at += chunk.length;
      });
      stream.on('error', reject);
      stream.on('end', () => {
        if (at === data.length && crc32(data) === entry.crc32) resolve(data);
        else reject(new Error('it is damaged (its checksum differs)'));
      });
    });
  });
}
