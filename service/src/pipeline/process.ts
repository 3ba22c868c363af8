import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Failure, type Result } from '../kernel/result.ts';
import { chooseModel, type Chosen } from './choose.ts';
import { budgetNotes } from './budget.ts';
import type { Measurement, ModelReport, StageName } from './contract.ts';
import type { Products } from './make.ts';
import type { ChildJob } from './protocol.ts';
import { readable } from './notes.ts';
import { Refusal } from './refusal.ts';
import { readUpload, type Upload } from './source.ts';
import type { Imported, Progress, Renderer, StageContext } from './types.ts';
import { peakMb } from './watch.ts';

export interface PipelineWorld {
  /** null: nobody draws. */
  renderer: Renderer | null;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** Shares of the whole that the stages take, measured on the shared models; only the progress bar lives from them. */
const shares: Record<StageName, number> = {
  ...{ read: 1, check: 1, import: 8, measure: 1, repair: 4, optimise: 30, compare: 15, lods: 10, ar: 10, pictures: 19, finish: 1 },
};

/** Times the stages and tells of them. */
class Stages {
  readonly done: { name: string; seconds: number }[] = [];
  private sum = 0;
  private readonly world: PipelineWorld;

  constructor(world: PipelineWorld) {
    this.world = world;
  }

  async run<T>(name: StageName, work: (context: StageContext) => Promise<T> | T): Promise<T> {
    const began = performance.now();
    const all = Object.values(shares).reduce((sum, share) => sum + share, 0);
    const progress = (part: number): void => {
      this.world.signal.throwIfAborted();
      // V8 sees small heaps and lets hundreds of megabytes of typed arrays lie that nobody holds any more
      globalThis.gc?.();
      this.world.onProgress({ stage: name, done: (this.sum + shares[name] * Math.min(1, part)) / all });
    };
    progress(0);
    const value = await work({ signal: this.world.signal, progress });
    this.sum += shares[name];
    this.done.push({ name, seconds: Math.round(performance.now() - began) / 1000 });
    return value;
  }
}

/** What the stages hand on to each other. */
interface Work {
  job: ChildJob;
  upload: Upload;
  chosen: Chosen;
  imported: Imported;
  found: Measurement;
}

/**
 * All stages in order: read, check, import, measure, repair, then what is made of the model. Writes the files and report.json into `job.out`.
 * A refusal says what is wrong with the upload, where, and what to do.
 */
export async function processModel(job: ChildJob, world: PipelineWorld): Promise<Result<ModelReport, Failure>> {
  try {
    const stages = new Stages(world);
    const upload = await stages.run('read', () => readUpload(job.source));
    const chosen = await stages.run('check', () => chooseModel(upload, job.source.name));
    const imported = await stages.run('import', (context) => chosen.format.read(chosen.set, context));
    if (!imported.ok) return imported;
    const [{ measure }, { checkMeasures, shortenNames }] = await Promise.all([import('./measure/index.ts'), import('./trust.ts')]);
    shortenNames(imported.value.document);
    const found = await stages.run('measure', () => measure(imported.value.document));
    if (found.triangles === 0) return fail(blank(chosen.set.main));
    checkMeasures(chosen.set.main, found);
    return await finish({ job, upload, chosen, imported: imported.value, found }, world, stages);
  } catch (error) {
    if (error instanceof Refusal) return fail(error.failure);
    throw error;
  }
}

const blank = (name: string): Failure => ({
  code: 'nothing-drawn',
  message: `${name} holds no surface that could be shown.`,
  next: 'Export it again with its meshes selected; points and lines alone cannot be shown.',
});

async function finish(work: Work, world: PipelineWorld, stages: Stages): Promise<Result<ModelReport, Failure>> {
  const { job, imported } = work;
  const untouched = await asItCame(work, world, stages);
  if (untouched) return write(work, untouched);
  const [{ repair }, { makeProducts }, { readyAvatar }] = await Promise.all([
    import('./repair/index.ts'),
    import('./make.ts'),
    import('./ready-avatar.ts'),
  ]);
  const [scale, avatar] = await stages.run('repair', async (context) => [
    await repair(imported, { options: job.options, found: work.found, format: work.chosen.format.name }),
    await readyAvatar(imported, job, context),
  ]);
  if (!avatar.ok) return avatar;
  const products = await makeProducts(imported, { renderer: world.renderer, turntable: job.options.turntable }, (name, task) =>
    stages.run(name, task),
  );
  if (!products.ok) return products;
  return write(work, { scale, avatar: avatar.value, products: products.value, stages });
}

/** What an avatar that may be shown and not be changed becomes; null: it is none. */
async function asItCame({ job, imported, chosen, found }: Work, world: PipelineWorld, stages: Stages): Promise<Outcome | null> {
  if (!imported.vrm) return null;
  const { readUntouchable, showUntouched, judgeSize } = await import('./untouched.ts');
  const reading = readUntouchable(imported, job);
  if (!reading) return null;
  // what was mended on the way into memory is not in the file that is shown
  imported.repaired = [];
  imported.dropped = [];
  const bytes = chosen.set.files.get(chosen.set.main)!;
  const products = await showUntouched({ job, imported, reading, bytes, found }, world.renderer, (name, task) => stages.run(name, task));
  return { scale: judgeSize(found), avatar: reading.facts, products, stages };
}

async function write(work: Work, outcome: Outcome): Promise<Result<ModelReport, Failure>> {
  const { out } = work.job;
  await outcome.stages.run('finish', async () => {
    for (const { artefact, bytes } of outcome.products.files) await writeFile(path.join(out, artefact.name), bytes);
  });
  const report = reportOf(work, outcome);
  await writeFile(path.join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return ok(report);
}

interface Outcome {
  scale: ModelReport['scale'];
  avatar: ModelReport['avatar'];
  products: Products;
  stages: Stages;
}

function reportOf({ job, upload, chosen, imported, found }: Work, { scale, avatar, products, stages }: Outcome): ModelReport {
  const viewer = products.files.find(({ artefact }) => artefact.kind === 'viewer');
  const budget = budgetNotes(products.result, viewer?.artefact.bytes ?? 0);
  return {
    version: 1,
    source: {
      name: job.source.name,
      format: chosen.format.name,
      bytes: upload.bytes,
      sha256: upload.sha256,
      files: [...upload.files].map(([name, bytes]) => ({ name, bytes: bytes.length })),
      importer: imported.importer,
    },
    found,
    repaired: readable(imported.repaired),
    dropped: readable(imported.dropped),
    warnings: readable([...chosen.notes, ...imported.warnings, ...products.notes, ...budget]),
    result: products.result,
    scale,
    similarity: products.similarity,
    avatar,
    files: products.files.map(({ artefact }) => artefact),
    stages: stages.done,
    peakMb: peakMb(),
  };
}
