import { stat, statfs } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Disk, errors } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { StorageConfig } from '../../config/models.ts';
import type { ObjectStore } from '../../domains/models/ports.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';

/**
 * Files by key, in a folder or in an S3-compatible bucket, by the same code (flydrive). The SDK is loaded only where a bucket is configured.
 */
export async function createObjects(config: StorageConfig): Promise<ObjectStore> {
  const disk = new Disk(config.kind === 'disk' ? new FSDriver({ location: config.folder, visibility: 'private' }) : await s3(config));
  return createObjectsOn(disk, config.kind, config.kind === 'disk' ? config.folder : null);
}

async function s3(config: Extract<StorageConfig, { kind: 's3' }>) {
  const { S3Driver } = await import('flydrive/drivers/s3');
  return new S3Driver({
    bucket: config.bucket,
    region: config.region,
    visibility: 'private',
    supportsACL: false,
    // many S3-compatible servers do not know the SDK's newer checksums of streams; the contents bear their hash anyway
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint, forcePathStyle: true }),
    ...(config.credentials === null ? {} : { credentials: config.credentials }),
  });
}

/** The same on a disk of one's own. `folder`: where it is on this machine, null elsewhere. */
export function createObjectsOn(disk: Disk, kind: ObjectStore['kind'], folder: string | null): ObjectStore {
  const has = async (key: string, bytes: number): Promise<boolean> => {
    try {
      return (await disk.getMetaData(key)).contentLength === bytes;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };
  const freeBytes = async (): Promise<number | null> => {
    if (folder === null) return null;
    const { bavail, bsize } = await statfs(folder).catch(() => statfs('.')); // the folder comes with its first file
    return bavail * bsize;
  };
  /** What was not written whole is not there. */
  const write = async (key: string, work: () => Promise<void>): Promise<Result<null, Failure>> => {
    try {
      await work();
      return ok(null);
    } catch (error) {
      // Node tells of a stream that was cut off, and not of the full disk that it was cut off for.
      const full = rootOf(error).code === 'ABORT_ERR' && ((await freeBytes()) ?? Infinity) < cluster;
      await disk.delete(key).catch(() => undefined); // the cause is told below; a part that stays is never taken for the whole, see has()
      return fail(full ? noSpace : failureOf(error));
    }
  };
  return {
    kind,
    has,
    putBytes: (key, bytes) => write(key, () => disk.put(key, bytes, { contentType: 'application/octet-stream' })),
    putFile: (key, file, bytes) =>
      write(key, async () => {
        if ((await stat(file)).size !== bytes) throw Object.assign(new Error(`${file} has not ${bytes} bytes`), { code: 'EIO' });
        await disk.copyFromFs(file, key, { contentType: 'application/octet-stream', contentLength: bytes });
        if (!(await has(key, bytes))) throw Object.assign(new Error(`${key} is not as long as ${file}`), { code: 'EIO' });
      }),
    read: (key) => disk.getStream(key) as Promise<Readable>,
    remove: (key) => disk.delete(key),
    removeAll: (prefix) => disk.deleteAll(prefix),
    list: (prefix) => listKeys(disk, prefix),
    freeBytes,
    explain: failureOf,
  };
}

async function listKeys(disk: Disk, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await onePage(disk, prefix, token);
    keys.push(...page.keys);
    token = page.token;
  } while (token !== undefined);
  return keys;
}

async function onePage(disk: Disk, prefix: string, token: string | undefined): Promise<{ keys: string[]; token?: string | undefined }> {
  try {
    const page = await disk.listAll(prefix, { recursive: true, ...(token === undefined ? {} : { paginationToken: token }) });
    return { keys: [...page.objects].flatMap((entry) => (entry.isFile ? [entry.key] : [])), token: page.paginationToken };
  } catch (error) {
    if (isMissing(error)) return { keys: [] };
    throw error;
  }
}

/** The system's or the SDK's own error inside flydrive's. */
function rootOf(error: unknown): { code?: string; name?: string; message: string } {
  let inner = error as { cause?: unknown; code?: string; name?: string; message: string };
  while (typeof inner.cause === 'object' && inner.cause !== null) inner = inner.cause as typeof inner;
  return inner;
}

const isMissing = (error: unknown): boolean => {
  const { code, name } = rootOf(error);
  return code === 'ENOENT' || name === 'NotFound' || name === 'NoSuchKey';
};

/** Less free space than a block of usual file systems and their reserve takes nothing. */
const cluster = 64 * 1024;

const noSpace: Failure = {
  code: 'no_space',
  message: 'The disk of the service is full.',
  next: 'Make room on it, then send the file again.',
};

function failureOf(error: unknown): Failure {
  const { code, message } = rootOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return noSpace;
  const said = error instanceof errors.E_CANNOT_WRITE_FILE ? `${error.message}: ${message}` : message;
  return {
    code: 'storage_unavailable',
    message: `The storage of the service refuses: ${said}`,
    next: 'Try again in a moment; the operator finds the cause in the log.',
  };
}
