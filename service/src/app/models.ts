import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createRenderer, type ChromiumRenderer } from '../adapters/chromium/index.ts';
import { createObjects } from '../adapters/storage/objects.ts';
import type { Config } from '../config/config.ts';
import { createAvatars } from '../domains/avatars/index.ts';
import { createModels, type ModelDeps, type Pipeline, type StatusSources } from '../domains/models/index.ts';
import { createModelRepository } from '../domains/models/repository.knex.ts';
import type { Outbox } from '../domains/outbox/index.ts';
import { processCommand, processStat } from '../kernel/process.ts';
import { systemClock } from '../kernel/world.ts';
import { childFile } from '../pipeline/child-file.ts';
import { isRefusal, runPipeline } from '../pipeline/run-child.ts';
import { residentMb } from '../pipeline/watch.ts';
import type { Foundation } from './foundation.ts';

/** Where this process keeps files that it works on. */
export const workFolder = (dataDir: string): string => path.join(dataDir, 'tmp', String(process.pid));

/** 3D models and avatars: storage, renderer, child processes. */
export async function buildModels({ config, scope, queue, logger, metrics, sites }: Foundation, outbox: Outbox) {
  const { models: settings } = config;
  const renderer = createRenderer({ path: settings.chromium, searchPath: config.searchPath });
  const deps: ModelDeps = {
    repository: createModelRepository(),
    transactions: scope,
    objects: await createObjects(settings.storage),
    pipeline: createPipeline(config, renderer),
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
  const models = createModels(deps, createSources(settings.limits, renderer));
  const avatars = createAvatars({ models: models.service });
  return { ...models, endpoints: [...models.endpoints, ...avatars.endpoints], stop: () => renderer.stop() };
}

const createPipeline = (config: Config, renderer: ChromiumRenderer): Pipeline => ({
  isRefusal,
  process: (run) => runPipeline({ ...run, renderer: renderer.executable === null ? null : renderer, limits: config.models.limits }),
});

const createSources = (limits: Config['models']['limits'], renderer: ChromiumRenderer): StatusSources => {
  let version: Promise<string | null> | undefined;
  return {
    limits,
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
