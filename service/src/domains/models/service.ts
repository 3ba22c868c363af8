import type { Readable } from 'node:stream';
import type { ReceivedFile } from '../../kernel/endpoint.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Within } from '../../kernel/transaction.ts';
import type { PipelineOptions } from '../../pipeline/contract.ts';
import { removeUnused } from './contents.ts';
import type { AvatarRequest, Model, ModelPage, ModelRequest, ModelStatus } from './contract.ts';
import { create, dress } from './creation.ts';
import { processModel } from './jobs/process-model/contract.ts';
import { keys } from './keys.ts';
import type { ModelDeps } from './ports.ts';
import type { ModelRecord } from './repository.ts';
import type { Uploads } from './uploads.ts';

export interface ModelFile {
  open(): Promise<Readable>;
  bytes: number;
  media: string;
  name: string;
  sha256: string;
}

/** 3D models of sites. */
export interface ModelService {
  create(site: string, request: ModelRequest, file: ReceivedFile | null): Promise<Result<Model, Failure>>;
  dress(site: string, request: AvatarRequest): Promise<Result<Model, Failure>>;
  find(site: string, id: string): Promise<Result<Model, Failure>>;
  list(site: string, page: { page: number; per_page: number; kinds?: readonly Model['kind'][] }): Promise<ModelPage>;
  file(site: string, id: string, name: string): Promise<Result<ModelFile, Failure>>;
  process(site: string, id: string, options: PipelineOptions | null): Promise<Result<Model, Failure>>;
  cancel(site: string, id: string): Promise<Result<Model, Failure>>;
  remove(site: string, id: string): Promise<Result<null, Failure>>;
}

const allKinds = ['model', 'avatar', 'dressed'] as const;
const closed: readonly ModelStatus[] = ['done', 'refused', 'failed', 'cancelled'];
const open: readonly ModelStatus[] = ['queued', 'processing'];

const unknown: Failure = {
  code: 'unknown_model',
  message: 'There is no 3D model of this id.',
  next: 'The models are listed at /api/v1/3d/models.',
};

export const toModel = (record: ModelRecord, files: Model['files']): Model => ({
  ...record,
  files,
  created: record.created.toISOString(),
  updated: record.updated.toISOString(),
});

export function createModelService(deps: ModelDeps, uploads: Uploads): ModelService {
  const find: ModelService['find'] = (site, id) => answer(deps, site, (within) => deps.repository.find(within, id), unknown);
  return {
    find,
    create: (site, request, file) => create(deps, uploads, { site, request, file, find }),
    dress: (site, request) => dress(deps, { site, request, find }),
    list: (site, page) => list(deps, site, page),
    file: (site, id, name) => file(deps, { site, id, name }),
    async process(site, id, options) {
      const known = await find(site, id);
      return known.ok ? processAgain(deps, { site, id, options }) : known;
    },
    async cancel(site, id) {
      const known = await find(site, id);
      if (!known.ok) return known;
      // Whoever processes it sees within half a second that it is not its model any more, and ends its child process.
      const move = { from: open, status: 'cancelled' as const, at: deps.clock.now() };
      return answer(deps, site, (within) => deps.repository.move(within, id, move), notRunning);
    },
    remove: (site, id) => remove(deps, site, id),
  };
}

const notRunning: Failure = { code: 'not_running', message: 'This model is not being processed.', next: 'There is nothing to cancel.' };
const busy: Failure = { code: 'busy', message: 'This model is being processed.', next: 'Wait until it is done, or cancel it first.' };

/** One model with its files, as a transaction's work leaves it. */
const answer = (
  { transactions, repository }: ModelDeps,
  site: string,
  work: (within: Within) => Promise<ModelRecord | null>,
  otherwise: Failure,
): Promise<Result<Model, Failure>> =>
  transactions.run(site, async (within) => {
    const record = await work(within);
    if (!record) return fail(otherwise);
    return ok(toModel(record, (await repository.files(within, [record.id])).get(record.id) ?? []));
  });

const list = (
  { transactions, repository }: ModelDeps,
  site: string,
  { page, per_page, kinds = allKinds }: Parameters<ModelService['list']>[1],
): Promise<ModelPage> =>
  transactions.run(site, async (within) => {
    const { models, total } = await repository.list(within, { offset: (page - 1) * per_page, limit: per_page, kinds });
    const ids = models.map(({ id }) => id);
    const files = await repository.files(within, ids);
    return { models: models.map((record) => toModel(record, files.get(record.id) ?? [])), total, page, per_page };
  });

async function file(
  { transactions, repository, objects }: ModelDeps,
  { site, id, name }: { site: string; id: string; name: string },
): Promise<Result<ModelFile, Failure>> {
  const [record, stored] = await transactions.run(site, async (within) => [
    await repository.find(within, id),
    await repository.file(within, id, name === 'source' ? { kind: 'source' } : { name }),
  ]);
  if (!record) return fail(unknown);
  if (!stored) return fail({ code: 'unknown_file', message: `This model has no file ${name}.`, next: 'Its files are listed with it.' });
  const key = keys.content(site, stored.sha256);
  return ok({ ...stored, name: stored.kind === 'source' ? record.source.name : stored.name, open: () => objects.read(key) });
}

const processAgain = (
  deps: ModelDeps,
  { site, id, options }: { site: string; id: string; options: PipelineOptions | null },
): Promise<Result<Model, Failure>> =>
  answer(
    deps,
    site,
    async (within) => {
      const again = { from: closed, status: 'queued' as const, at: deps.clock.now(), again: { options } };
      const record = await deps.repository.move(within, id, again);
      if (record) await deps.queue.send(processModel.name, { site, model: id }, { within, singletonKey: `${site}:${id}` });
      return record;
    },
    busy,
  );

async function remove(deps: ModelDeps, site: string, id: string): Promise<Result<null, Failure>> {
  const { transactions, repository } = deps;
  const hashes = await transactions.run(site, async (within) => {
    await repository.lockFiles(within);
    const held = await repository.hashes(within, id);
    return (await repository.remove(within, id)) ? held : null;
  });
  if (hashes === null) return fail(unknown);
  // The rows are gone; contents that nobody names any more go with the next round of the storage where it does not answer now.
  await removeUnused(deps, site, hashes).catch((error: unknown) =>
    deps.logger.warn({ err: String(error), model: id }, 'Files of a deleted model are still in the storage'),
  );
  return ok(null);
}
