import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../../kernel/ids.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Within } from '../../kernel/transaction.ts';
import type { ModelUpload, UploadRequest } from './contract.ts';
import { keys } from './keys.ts';
import { beginsAs, modelName, wrongKind } from './names.ts';
import type { ModelDeps } from './ports.ts';
import type { UploadRecord } from './repository.ts';

/** Files that come in pieces. A piece that comes twice is taken once; what nobody comes back for goes after a day. */
export interface Uploads {
  start(site: string, request: UploadRequest): Promise<Result<ModelUpload, Failure>>;
  find(site: string, id: string): Promise<Result<ModelUpload, Failure>>;
  append(site: string, id: string, piece: { offset: number; bytes: Uint8Array }): Promise<Result<ModelUpload, Failure>>;
  drop(site: string, id: string): Promise<void>;
  /** The whole file, checked, as a temporary file of this machine; its taker deletes it. */
  whole(site: string, id: string): Promise<Result<UploadRecord & { path: string }, Failure>>;
  /** Whether the site may keep so many bytes more. */
  room(site: string, bytes: number): Promise<Result<null, Failure>>;
  /** Drops what nobody came back for. */
  tidy(site: string, before: Date): Promise<void>;
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;

const unknown: Failure = {
  code: 'unknown_upload',
  message: 'This upload is not here (any more): what was not used is kept for a day.',
  next: 'Start it again with POST /api/v1/3d/uploads.',
};

const shape = ({ id, name, size, received }: UploadRecord): ModelUpload => ({
  id,
  name,
  size,
  offset: received,
  complete: received === size,
});

export function createUploads(deps: ModelDeps): Uploads {
  const { repository, transactions, clock, objects } = deps;
  const look = (site: string, id: string): Promise<UploadRecord | null> =>
    transactions.run(site, (within) => repository.findUpload(within, { id }));
  const uploads: Uploads = {
    async start(site, request) {
      const name = modelName(request.name);
      if (name === null) return fail(wrongKind(request.name));
      const asked = { name, size: request.size, sha256: request.sha256 };
      const known = await transactions.run(site, (within) => repository.findUpload(within, asked));
      if (known) return ok(shape(known));
      return transactions.run(site, async (within) => {
        await repository.lockFiles(within); // of two announcements at once the second sees the first
        const room = await roomFor(deps, within, request.size);
        if (!room.ok) return room;
        const upload = { id: newId(), ...asked, received: 0 };
        await repository.addUpload(within, site, { ...upload, at: clock.now() });
        return ok(shape(upload));
      });
    },
    async find(site, id) {
      const upload = await look(site, id);
      return upload ? ok(shape(upload)) : fail(unknown);
    },
    append: (site, id, piece) => append(deps, uploads, { site, id, ...piece }),
    async drop(site, id) {
      await transactions.run(site, (within) => repository.removeUpload(within, id));
      await objects.removeAll(keys.upload(site, id));
    },
    whole: (site, id) => whole(deps, uploads, site, id),
    room: (site, bytes) => transactions.run(site, (within) => roomFor(deps, within, bytes)),
    async tidy(site, before) {
      const old = await transactions.run(site, (within) => repository.oldUploads(within, before));
      for (const id of old) await uploads.drop(site, id);
    },
  };
  return uploads;
}

async function append(
  { repository, transactions, clock, objects }: ModelDeps,
  uploads: Uploads,
  { site, id, offset, bytes }: { site: string; id: string; offset: number; bytes: Uint8Array },
): Promise<Result<ModelUpload, Failure>> {
  const upload = await transactions.run(site, (within) => repository.findUpload(within, { id }));
  if (!upload) return fail(unknown);
  if (offset !== upload.received) return fail(elsewhere(upload));
  if (bytes.length === 0 || offset + bytes.length > upload.size)
    return fail({ code: 'upload_piece', message: `The file ends at ${upload.size} bytes.`, next: 'Send 1 byte or more, up to its end.' });
  if (offset === 0 && !beginsAs(upload.name, bytes)) {
    await uploads.drop(site, id);
    return fail(wrongKind(upload.name));
  }
  const put = await objects.putBytes(keys.piece(site, id, offset), bytes);
  if (!put.ok) return put;
  const step = { from: offset, to: offset + bytes.length, at: clock.now() };
  const moved = await transactions.run(site, (within) => repository.advanceUpload(within, id, step));
  if (moved) return ok(shape({ ...upload, received: step.to }));
  const now = await transactions.run(site, (within) => repository.findUpload(within, { id }));
  return fail(now ? elsewhere(now) : unknown);
}

const elsewhere = ({ received }: UploadRecord): Failure => ({
  code: 'upload_offset',
  message: `This piece does not follow what is here: ${received} bytes are.`,
  next: 'Go on from "offset".',
  details: { offset: received },
});

async function whole(
  { objects, workFolder, logger }: ModelDeps,
  uploads: Uploads,
  site: string,
  id: string,
): Promise<Result<UploadRecord & { path: string }, Failure>> {
  const found = await uploads.find(site, id);
  if (!found.ok) return found;
  const { name, size, offset, complete } = found.value;
  if (!complete)
    return fail({ code: 'upload_incomplete', message: `${offset} of ${size} bytes are here.`, next: 'Send the rest, then ask again.' });
  await mkdir(workFolder, { recursive: true });
  const file = path.join(workFolder, `upload-${newId()}`);
  const hash = createHash('sha256');
  try {
    const pieces = (await objects.list(keys.upload(site, id))).sort();
    await pipeline(inOrder(objects.read, pieces, hash), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await rm(file, { force: true });
    logger.error({ err: String(error), upload: id }, 'An upload could not be put together');
    return fail(objects.explain(error));
  }
  return ok({ id, name, size, sha256: hash.digest('hex'), received: offset, path: file });
}

async function* inOrder(read: (key: string) => Promise<Readable>, pieces: readonly string[], hash: { update(bytes: Buffer): void }) {
  for (const key of pieces) {
    for await (const chunk of await read(key)) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
  }
}

/** Whether the site of this transaction may keep so many bytes more; it holds until the end of a transaction that has locked the site's files. */
export async function roomFor({ repository, objects, limits }: ModelDeps, within: Within, bytes: number): Promise<Result<null, Failure>> {
  if (bytes > limits.mostBytes)
    return fail({
      code: 'too_large',
      message: `The file has ${megabytes(bytes)}; ${megabytes(limits.mostBytes)} is the most.`,
      next: 'Make it smaller (fewer triangles, smaller textures), or ask the operator for a higher MODEL_MAX_MB.',
    });
  const usage = await repository.usage(within);
  const kept = usage.bytes + usage.uploads.bytes;
  if (kept + bytes > limits.quotaBytes)
    return fail({
      code: 'quota_exceeded',
      message: `This site keeps ${megabytes(kept)} of 3D files; with ${megabytes(bytes)} more it would be above its ${megabytes(limits.quotaBytes)}.`,
      next: 'Delete models that are not needed any more, or ask the operator for a higher MODEL_QUOTA_MB.',
      details: { used: kept, quota: limits.quotaBytes },
    });
  const free = await objects.freeBytes();
  return free !== null && free - bytes < limits.leastFreeBytes
    ? fail({
        code: 'no_space',
        message: `The disk of the service has ${megabytes(Math.max(0, free))} left.`,
        next: 'Make room on it, then send the file again.',
      })
    : ok(null);
}
