import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createRenderer, type ChromiumRenderer } from '../adapters/chromium/index.ts';
import { containerMemory } from '../adapters/memory/container.ts';
import { createGovernor, type Governor } from '../adapters/memory/governor.ts';
import { createObjects } from '../adapters/storage/objects.ts';
import type { Config } from '../config/config.ts';
import { createAvatars } from '../domains/avatars/index.ts';
import { createModels, type ModelDeps, type Pipeline, type StatusSources } from '../domains/models/index.ts';
import { createModelRepository } from '../domains/models/repository.knex.ts';
import type { Outbox } from '../domains/outbox/index.ts';
import { processCommand, processStat } from '../kernel/process.ts';
import { systemClock, type Logger } from '../kernel/world.ts';
import { childFile } from '../pipeline/child-file.ts';
import { isRefusal, runPipeline } from '../pipeline/run-child.ts';
import { residentMb } from '../pipeline/watch.ts';
import type { Foundation } from './foundation.ts';

/** Where this process keeps files that it works on. */
export const workFolder = (dataDir: string): string => path.join(dataDir, 'tmp', String(process.pid));

/** 3D models and avatars: storage, renderer, child processes. */
export async function buildModels({ config, scope, queue, logger, metrics, sites }: Foundation, outbox: Outbox) {
  const { models: settings } = config;
  const renderer = createRenderer({ path: settings.chromium, searchPath: config.searchPath, memoryMb: settings.totalMb });
  const governor = govern(settings.totalMb, renderer, logger);
  const deps: ModelDeps = {
    repository: createModelRepository(),
    transactions: scope,
    objects: await createObjects(settings.storage),
    pipeline: createPipeline(config, renderer, governor),
    queue,
    outbox: outbox.service,
    sites: async () => (await sites.all()).map(({ id }) => id),
    sitesKept: (since) => sites.keptSince(since),
    limits: { ...settings, leastFreeBytes: config.leastFreeMb * 1024 * 1024 },
    workFolder: workFolder(config.dataDir),
    clock: systemClock,
    logger,
    metrics,
  };
  const models = createModels(deps, createSources(settings.limits, renderer, governor));
  const avatars = createAvatars({ models: models.service });
  return { ...models, endpoints: [...models.endpoints, ...avatars.endpoints], stop: () => renderer.stop() };
}

/** One limit over all that works on models: this process, its children, the browser. */
const govern = (budgetMb: number, renderer: ChromiumRenderer, logger: Logger): Governor =>
  createGovernor({
    budgetMb,
    own: () => process.memoryUsage.rss() / 1024 / 1024,
    held: residentMb,
    container: () => containerMemory(),
    browser: {
      megabytes: () => renderer.status().megabytes,
      drawing: () => renderer.drawing(),
      rest: () => renderer.rest(),
      relieve: (failure) => renderer.relieve(failure),
    },
    logger,
  });

const createPipeline = ({ models: { limits } }: Config, renderer: ChromiumRenderer, governor: Governor): Pipeline => ({
  isRefusal,
  async process(run) {
    const sizes = await Promise.all([run.source, ...run.garments].map(async ({ path: file }) => (await stat(file)).size));
    const { signal } = run;
    return governor.run({
      name: run.source.name,
      needMb: expectedMb(sizes.reduce((sum, size) => sum + size, 0)),
      signal,
      waiting: run.onWait,
      attempt: ({ stop, started }) =>
        runPipeline({ ...run, renderer: renderer.executable === null ? null : renderer, limits, stop, onStart: started }),
    });
  },
});

/** What a child process takes for files of so many bytes, as measured: 250 MB for the libraries, and a model many times over while it is worked on. */
const expectedMb = (bytes: number): number => 250 + (15 * bytes) / 1024 / 1024;

const createSources = (limits: Config['models']['limits'], renderer: ChromiumRenderer, governor: Governor): StatusSources => {
  let version: Promise<string | null> | undefined;
  return {
    limits,
    memory: () => governor.status(),
    children: pipelineChildren,
    async renderer() {
      const { executable } = renderer;
      version ??= executable === null ? Promise.resolve(null) : versionOf(executable);
      const { megabytes, ...counts } = renderer.status();
      return { available: executable !== null, executable, version: await version, ...counts, memory_mb: megabytes };
    },
  };
};

/** What the browser says of itself; null: it does not start. */
async function versionOf(executable: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(executable, ['--version'], { timeout: 10_000 });
    return stdout.trim().split('\n').at(-1) ?? null;
  } catch {
    return null; // that it does not start shows at the first picture, with its cause
  }
}

/** This process' children that process models; null where the system has no /proc. */
function pipelineChildren(): { pid: number; memory_mb: number | null }[] | null {
  if (processStat(process.pid) === null) return null;
  return readdirSync('/proc')
    .filter(
      (name) =>
        /^\d+$/.test(name) && processStat(Number(name))?.parent === process.pid && processCommand(Number(name)).includes(childFile()),
    )
    .map((name) => ({ pid: Number(name), memory_mb: residentMb(Number(name)) }));
}
