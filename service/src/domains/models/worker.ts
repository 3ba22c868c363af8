import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { uuidV5 } from '../../kernel/ids.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Within } from '../../kernel/transaction.ts';
import type { Artefact, ModelReport, Note } from '../../pipeline/contract.ts';
import { diskFull, isFull } from '../../pipeline/disk.ts';
import { fetchFile, removeUnused, storeFile } from './contents.ts';
import type { Model, ModelStatus } from './contract.ts';
import type { ModelDeps } from './ports.ts';
import type { Mark, ModelRecord } from './repository.ts';
import { toModel } from './service.ts';

/** How often it is noted how far a processing is, and looked whether it is still wanted. */
const beatMs = 500;
const attempts = 3;
/** The stage of a model for which there is no memory yet. */
const waiting = 'wait';

const gaveWay: Note = {
  code: 'memory-shared',
  message: 'While other models were being processed memory ran out: this one waited and was begun again.',
  where: null,
};

interface Job {
  id: string;
  signal: AbortSignal;
  attempt: number;
}

/** What is being processed by this very process. */
export interface AtWork {
  site: string;
  model: string;
  stage: string | null;
  progress: number;
  since: Date;
}

export interface ModelWorker {
  process(payload: { site: string; model: string }, job: Job): Promise<void>;
  atWork(): AtWork[];
}

/** Processes models, each in a process of its own; what it makes is stored under its hash, so that a repeated job repeats nothing. */
export function createModelWorker(deps: ModelDeps): ModelWorker {
  const running = new Set<AtWork>();
  return {
    atWork: () => [...running],
    async process({ site, model: id }, job) {
      const claimed = await deps.transactions.run(site, (within) =>
        deps.repository.claim(within, id, { job: job.id, at: deps.clock.now() }),
      );
      if (!claimed) return; // cancelled or deleted meanwhile, or another job has it
      const entry: AtWork = { site, model: id, stage: null, progress: 0, since: deps.clock.now() };
      running.add(entry);
      try {
        await new Processing(deps, { site, model: claimed, job, entry }).run();
      } finally {
        running.delete(entry);
      }
    },
  };
}

/** What rolls a publication back. */
class Unstored extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.message}`);
    this.failure = failure;
  }
}

const failureOf = (error: unknown): Failure =>
  error instanceof Unstored
    ? error.failure
    : {
        code: 'internal_error',
        message: 'The service failed on this model several times. The cause is in its log.',
        next: 'Process it again; if it stays, send the id of the model to the operator of the service.',
      };

/** A garment that comes with a skeleton is no avatar, if its owner says what it is. */
function kindOf({ kind, options }: ModelRecord, { avatar }: ModelReport): Model['kind'] {
  if (kind === 'dressed') return kind;
  return avatar && (options.category === null || options.category === 'avatar') ? 'avatar' : 'model';
}

class Processing {
  readonly #deps: ModelDeps;
  readonly #site: string;
  readonly #model: ModelRecord;
  readonly #job: Job;
  readonly #entry: AtWork;
  readonly #folder: string;
  /** aborted when the model is cancelled, deleted or begun anew. */
  readonly #unwanted = new AbortController();
  /** it was begun, and begun again later. */
  #gaveWay = false;

  constructor(deps: ModelDeps, { site, model, job, entry }: { site: string; model: ModelRecord; job: Job; entry: AtWork }) {
    this.#deps = deps;
    this.#site = site;
    this.#model = model;
    this.#job = job;
    this.#entry = entry;
    this.#folder = path.join(deps.workFolder, `model-${job.id}`);
  }

  async run(): Promise<void> {
    const timer = setInterval(() => void this.#beat(), beatMs);
    try {
      // What a process that died has left of this job goes first.
      await rm(this.#folder, { recursive: true, force: true });
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await this.#end(await this.#process());
    } catch (error) {
      const last = this.#job.attempt >= attempts && !this.#job.signal.aborted;
      if (last) await this.#fail('failed', failureOf(error));
      throw error;
    } finally {
      clearInterval(timer);
      await rm(this.#folder, { recursive: true, force: true });
    }
  }

  async #process(): Promise<Result<ModelReport, Failure>> {
    const signal = AbortSignal.any([this.#job.signal, this.#unwanted.signal]);
    try {
      const sources = await this.#sources();
      if (!sources.ok) return sources;
      return await this.#deps.pipeline.process({
        source: sources.value[0]!,
        garments: sources.value.slice(1),
        out: path.join(this.#folder, 'out'),
        options: this.#model.options,
        signal,
        onProgress: ({ stage, done }) => {
          this.#entry.stage = stage;
          this.#entry.progress = done;
        },
        onWait: (again) => {
          this.#gaveWay ||= again;
          Object.assign(this.#entry, { stage: waiting, progress: 0 });
        },
      });
    } catch (error) {
      if (signal.aborted) return fail({ code: 'cancelled', message: 'Processing was cancelled.' });
      if (isFull(error)) return fail(diskFull);
      throw error;
    }
  }

  /** The uploaded file; of a dressed avatar, its avatar and then its garments. */
  async #sources(): Promise<Result<{ path: string; name: string }[], Failure>> {
    const { id, kind, madeOf, source } = this.#model;
    if (kind !== 'dressed') return ok([{ path: await this.#fetch(id, 'source'), name: source.name }]);
    const parts: { path: string; name: string }[] = [];
    for (const [place, part] of madeOf.entries()) {
      const model = await this.#deps.transactions.run(this.#site, (within) => this.#deps.repository.find(within, part));
      if (!model)
        return fail({
          code: 'part-missing',
          message: 'The avatar or one of its garments was deleted.',
          next: 'Dress an avatar with models that are there.',
        });
      parts.push({ path: await this.#fetch(part, `part-${place}`), name: model.source.name });
    }
    return ok(parts);
  }

  async #fetch(model: string, name: string): Promise<string> {
    const { repository, transactions } = this.#deps;
    const file = await transactions.run(this.#site, (within) => repository.file(within, model, { kind: 'source' }));
    if (!file) throw new Error(`The source of model ${model} is gone.`);
    const target = path.join(this.#folder, name);
    await fetchFile(this.#deps, this.#site, { sha256: file.sha256, path: target });
    return target;
  }

  async #beat(): Promise<void> {
    try {
      const mark = { ...this.#mark(), stage: this.#entry.stage ?? 'read', progress: this.#entry.progress };
      const mine = await this.#deps.transactions.run(this.#site, (within) => this.#deps.repository.beat(within, mark));
      if (!mine) this.#unwanted.abort();
    } catch (error) {
      // The database is away for a moment: the next look tells.
      this.#deps.logger.warn({ model: this.#model.id, err: String(error) }, 'The progress of a 3D model could not be noted.');
    }
  }

  async #end(result: Result<ModelReport, Failure>): Promise<void> {
    if (this.#unwanted.signal.aborted) return; // whoever cancelled it has said so
    if (this.#job.signal.aborted) throw new Error('The service stops; the model is taken up again.');
    if (result.ok) return this.#publish(this.#gaveWay ? { ...result.value, warnings: [...result.value.warnings, gaveWay] } : result.value);
    const { error } = result;
    if (this.#deps.pipeline.isRefusal(error)) return this.#fail('refused', error);
    if (this.#job.attempt < attempts && error.code !== 'disk-full') throw new Error(`${error.code}: ${error.message}`);
    return this.#fail('failed', error);
  }

  /** Contents, rows and the message to the site: all of them, or none. */
  async #publish(report: ModelReport): Promise<void> {
    const { repository, transactions } = this.#deps;
    const old = await transactions.run(this.#site, async (within) => {
      await repository.lockFiles(within);
      const before = await repository.hashes(within, this.#model.id);
      const kind = kindOf(this.#model, report);
      if (!(await repository.end(within, { ...this.#mark(), status: 'done', kind, problem: null, report }))) return [];
      const stored = await this.#store(report.files);
      if (!stored.ok) throw new Unstored(stored.error);
      await repository.setFiles(within, this.#site, { model: this.#model.id, files: report.files });
      await this.#tell(within);
      return before;
    });
    await removeUnused(this.#deps, this.#site, old);
    this.#deps.metrics.count('devskyy_models_total', { status: 'done' });
  }

  async #store(files: readonly Artefact[]): Promise<Result<null, Failure>> {
    for (const { name, bytes, sha256 } of files) {
      const stored = await storeFile(this.#deps, this.#site, { path: path.join(this.#folder, 'out', name), bytes, sha256 });
      if (!stored.ok) return stored;
    }
    return ok(null);
  }

  async #fail(status: Extract<ModelStatus, 'refused' | 'failed'>, error: Failure): Promise<void> {
    const problem = { code: error.code, message: error.message, next: error.next ?? 'Try it once more.' };
    await this.#deps.transactions.run(this.#site, async (within) => {
      const mine = await this.#deps.repository.end(within, { ...this.#mark(), status, kind: null, problem, report: null });
      if (mine) await this.#tell(within);
    });
    this.#deps.logger.info({ model: this.#model.id, status, ...error.details, code: error.code }, error.message);
    this.#deps.metrics.count('devskyy_models_total', { status });
  }

  async #tell(within: Within): Promise<void> {
    const { repository, outbox } = this.#deps;
    const record = await repository.find(within, this.#model.id);
    if (!record) return;
    const files = (await repository.files(within, [record.id])).get(record.id) ?? [];
    const id = uuidV5(record.id, `${record.revision}:${record.status}`);
    await outbox.add(within, this.#site, { run: record.id, target: null, message: { id, type: 'model', payload: toModel(record, files) } });
  }

  #mark(): Mark {
    return { id: this.#model.id, revision: this.#model.revision, job: this.#job.id, at: this.#deps.clock.now() };
  }
}
