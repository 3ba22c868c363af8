import { rm } from 'node:fs/promises';
import type { ReceivedFile } from '../../kernel/endpoint.ts';
import { newId } from '../../kernel/ids.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import { storeFile } from './contents.ts';
import type { AvatarRequest, Model, ModelRequest } from './contract.ts';
import { firstBytesAre, glbFault } from './files.ts';
import { processModel } from './jobs/process-model/contract.ts';
import { modelName, wrongKind } from './names.ts';
import type { ModelDeps } from './ports.ts';
import type { ModelRecord } from './repository.ts';
import { roomFor, type Uploads } from './uploads.ts';

export interface Creation {
  site: string;
  request: ModelRequest;
  file: ReceivedFile | null;
  find(site: string, id: string): Promise<Result<Model, Failure>>;
}

/** A model out of a form's file or a complete upload. */
export async function create(deps: ModelDeps, uploads: Uploads, { site, request, file, find }: Creation): Promise<Result<Model, Failure>> {
  const id = request.id ?? newId();
  const known = request.id === undefined ? null : await find(site, id);
  if (known?.ok) return known;
  if (file === null && request.upload === undefined)
    return fail({
      code: 'no_file',
      message: 'There is neither a file nor an upload.',
      next: 'Send a form with a part "file", or the id of a complete upload.',
    });
  const taken = file ? await fromForm(uploads, site, file) : await uploads.whole(site, request.upload!);
  if (!taken.ok) return taken;
  const source = taken.value;
  try {
    if (!file && source.sha256 !== (await promised(deps, site, source.id))) {
      await uploads.drop(site, source.id);
      return fail({
        code: 'upload_damaged',
        message: 'The pieces do not make the file that was announced: its hash differs.',
        next: 'Upload it again.',
      });
    }
    const fault = await glbFault(source.name, source.path);
    if (fault) {
      if (!file) await uploads.drop(site, source.id);
      return fail(fault);
    }
    const record = newRecord(deps, { id, request, source });
    const stored = await storeModel(deps, { site, record, path: source.path, counted: file === null });
    if (!stored.ok) return stored;
  } finally {
    await rm(source.path, { force: true });
  }
  if (!file) await uploads.drop(site, source.id);
  return find(site, id);
}

const promised = async ({ transactions, repository }: ModelDeps, site: string, id: string): Promise<string | undefined> =>
  (await transactions.run(site, (within) => repository.findUpload(within, { id })))?.sha256;

interface Source {
  id: string;
  name: string;
  size: number;
  sha256: string;
  path: string;
}

async function fromForm(uploads: Uploads, site: string, file: ReceivedFile): Promise<Result<Source, Failure>> {
  const name = modelName(file.name);
  if (name === null || !(await firstBytesAre(name, file.path))) return fail(wrongKind(file.name));
  const room = await uploads.room(site, file.bytes);
  return room.ok ? ok({ id: '', name, size: file.bytes, sha256: file.sha256, path: file.path }) : room;
}

function newRecord({ clock }: ModelDeps, { id, request, source }: { id: string; request: ModelRequest; source: Source }): ModelRecord {
  const now = clock.now();
  return {
    id,
    title: request.title === '' ? source.name.replace(/\.[^.]+$/, '') : request.title,
    kind: 'model',
    status: 'queued',
    revision: 1,
    stage: null,
    progress: 0,
    source: { name: source.name, bytes: source.size, sha256: source.sha256 },
    options: request.options,
    report: null,
    problem: null,
    madeOf: [],
    created: now,
    updated: now,
  };
}

/** Content, rows and job: all of them, or none. `counted`: the site's quota knows of these bytes, as an upload of pieces brought them. */
const storeModel = (
  deps: ModelDeps,
  { site, record, path, counted }: { site: string; record: ModelRecord; path: string; counted: boolean },
): Promise<Result<null, Failure>> =>
  deps.transactions.run(site, async (within) => {
    await deps.repository.lockFiles(within);
    if (await deps.repository.find(within, record.id)) return ok(null); // the same request came twice at once
    const { bytes, sha256 } = record.source;
    const room = counted ? ok(null) : await roomFor(deps, within, bytes);
    if (!room.ok) return room;
    const stored = await storeFile(deps, site, { path, bytes, sha256 });
    if (!stored.ok) return stored;
    await deps.repository.add(within, site, record);
    const file = { kind: 'source', name: 'source', media: 'application/octet-stream', bytes, sha256 };
    await deps.repository.addSource(within, site, { model: record.id, ...file });
    await deps.queue.send(processModel.name, { site, model: record.id }, { within, singletonKey: `${site}:${record.id}` });
    return ok(null);
  });

/** A new model out of an avatar and garments. */
export async function dress(
  deps: ModelDeps,
  { site, request, find }: { site: string; request: AvatarRequest; find: Creation['find'] },
): Promise<Result<Model, Failure>> {
  const id = request.id ?? newId();
  const known = request.id === undefined ? null : await find(site, id);
  if (known?.ok) return known;
  const avatar = await find(site, request.avatar);
  if (!avatar.ok) return avatar;
  if (avatar.value.status !== 'done' || !avatar.value.report?.avatar)
    return fail({
      code: 'not_an_avatar',
      message: `${avatar.value.title} has no skeleton that can be dressed.`,
      next: 'Choose a model of the kind avatar that is done.',
    });
  if (avatar.value.report.avatar.licence?.modification === false)
    return fail({
      code: 'licence',
      message: `The licence of ${avatar.value.title} forbids changes to it.`,
      next: 'Choose an avatar whose licence allows modification.',
    });
  for (const garment of request.garments) {
    const found = await find(site, garment);
    if (!found.ok) return found;
    if (found.value.status !== 'done')
      return fail({
        code: 'not_done',
        message: `${found.value.title} is not done yet.`,
        next: 'Wait until it is processed, then dress the avatar.',
      });
  }
  const now = deps.clock.now();
  const record: ModelRecord = {
    ...newRecord(deps, { id, request: { title: request.title, options: avatar.value.options }, source: { ...empty, name: 'dressed.glb' } }),
    kind: 'dressed',
    madeOf: [request.avatar, ...request.garments],
    created: now,
  };
  await deps.transactions.run(site, async (within) => {
    if (await deps.repository.find(within, id)) return;
    await deps.repository.add(within, site, record);
    await deps.queue.send(processModel.name, { site, model: id }, { within, singletonKey: `${site}:${id}` });
  });
  return find(site, id);
}

const empty: Source = { id: '', name: '', size: 0, sha256: '', path: '' };
