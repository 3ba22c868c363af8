import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isLitter, isZip, safeName, unzip } from './archive/index.ts';
import { uploadLimits } from './limits.ts';
import { Refusal, refuse } from './refusal.ts';

/** An upload in memory, before it is known which of its files is the model. */
export interface Upload {
  files: Map<string, Uint8Array>;
  bytes: number;
  sha256: string;
  /** whether more than one file was sent: an archive or a folder. */
  packed: boolean;
}

const tooLarge = (name: string): never =>
  refuse(
    'too-large',
    `${name} is larger than ${uploadLimits.bytes / 1024 / 1024} MB.`,
    'Make the model lighter: fewer triangles, textures of at most 4096 pixels.',
  );

/** Reads what was sent: one file, an archive, or a folder. */
export async function readUpload(source: { path: string; name: string }): Promise<Upload> {
  const stat = await lstat(source.path).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(
      'source-unreadable',
      `${source.name} cannot be read: ${error.code ?? error.message}.`,
      'Check the path and that it may be read.',
    );
  });
  if (stat.isDirectory()) return readFolder(source);
  if (!stat.isFile()) refuse('source-unreadable', `${source.name} is neither a file nor a folder.`, 'Give the model’s own file.');
  if (stat.size > uploadLimits.bytes) tooLarge(source.name);
  if (stat.size === 0) refuse('empty', `${source.name} is empty.`, 'Export the model again and upload that file.');
  const bytes = new Uint8Array(await readFile(source.path));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = path.basename(source.name).normalize('NFC') || 'model';
  if (!isZip(bytes) || (await isUsdz(bytes))) return { files: new Map([[name, bytes]]), bytes: bytes.length, sha256, packed: false };
  return { files: await unzip(name, bytes), bytes: bytes.length, sha256, packed: true };
}

/** A USDZ package is a ZIP whose first file is a USD layer and whose entries are not compressed (USDZ specification). */
async function isUsdz(bytes: Uint8Array): Promise<boolean> {
  const length = (bytes[26] ?? 0) | ((bytes[27] ?? 0) << 8);
  const first = new TextDecoder().decode(bytes.subarray(30, 30 + length));
  return /\.usd[ac]?$/i.test(first) && bytes[8] === 0 && bytes[9] === 0;
}

async function readFolder(source: { path: string; name: string }): Promise<Upload> {
  const entries: Dirent[] = await readdir(source.path, { withFileTypes: true, recursive: true });
  const found = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  if (found.length > uploadLimits.entries)
    refuse('archive-entries', `${source.name} holds ${found.length} files.`, 'Keep only the model and its textures in it.');
  const files = new Map<string, Uint8Array>();
  const hash = createHash('sha256');
  let sum = 0;
  for (const file of found.sort()) {
    const name = safeName(path.relative(source.path, file).split(path.sep).join('/'));
    if (isLitter(name)) continue;
    const bytes = new Uint8Array(await readFile(file));
    sum += bytes.length;
    if (sum > uploadLimits.bytes) tooLarge(source.name);
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
    files.set(name, bytes);
  }
  if (files.size === 0) refuse('empty', `${source.name} holds no files.`, 'Give a folder that holds the model and its textures.');
  return { files, bytes: sum, sha256: hash.digest('hex'), packed: true };
}
